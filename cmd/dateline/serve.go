package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"dateline/store"
	"dateline/web"
)

// defaultAddr is where the desk is served.
const defaultAddr = "127.0.0.1:8417"

func (a *app) serveCommand() *cobra.Command {
	var addr string
	var readOnly bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the desk: the record as pages and as JSON",
		Long: `Serve shows the record as pages, each of them also as JSON, on an address of
this machine, until it is interrupted. As there is no access control yet, it
refuses addresses that others could reach.`,
		Example: `  dateline serve
  dateline serve --addr 127.0.0.1:9000`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			if err := loopback(addr); err != nil {
				return err
			}
			s, add, err := a.deskStore(ctx, readOnly)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			l, err := net.Listen("tcp", addr)
			if err != nil {
				return err
			}
			return a.serve(ctx, l, s, add)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", defaultAddr, "`address` to serve on, a loopback one; port 0 takes any that is free")
	cmd.Flags().BoolVar(&readOnly, "read-only", false, "let nothing be added at the desk")
	return cmd
}

// deskStore opens the record for the desk: for writing, so that reports can be
// handed in there, and where that may not or cannot be, for reading, with no
// adder.
func (a *app) deskStore(ctx context.Context, readOnly bool) (store.Store, web.Adder, error) {
	s, err := a.haveStore(ctx)
	if err != nil || readOnly {
		return s, nil, err
	}
	w, wrong := a.makeStore(ctx)
	if wrong != nil {
		a.note("the desk can only show: %v", wrong)
		return s, nil, nil
	}
	if err := s.Close(); err != nil {
		return nil, nil, errors.Join(err, w.Close())
	}
	return w, takeIn(w), nil
}

// loopback refuses addresses that are not this machine's own.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %s: %w", addr, err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %s: others could reach this address, and there is no access control yet; serve on 127.0.0.1, [::1] or localhost", addr)
}

// serve serves the desk over s on l until ctx ends, and closes l.
func (a *app) serve(ctx context.Context, l net.Listener, s store.Store, add web.Adder) error {
	log := slog.New(slog.NewTextHandler(a.stderr, nil))
	srv := &http.Server{
		Handler:           web.New(s, web.Options{Log: log, Add: add, Closing: ctx}),
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	if _, err := fmt.Fprintf(a.stdout, "The desk is at http://%s/ (Ctrl-C stops it)\n", l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- srv.Shutdown(end)
	})
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}
