package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/web"
	"dateline/web/drawer"
)

// defaultAddr is where the desk is served.
const defaultAddr = "127.0.0.1:8417"

// deskFlags say where and how the desk is served.
type deskFlags struct {
	addr     string
	hosts    []string
	readOnly bool
	cert     string
	key      string
	zone     string
}

func (a *app) serveCommand() *cobra.Command {
	var f deskFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the desk: the record as pages and as JSON",
		Long: `Serve shows the record as pages, each of them also as JSON, until it is
interrupted. Reports can be handed in there, and findings kept in dossiers, which
stand in a file of their own beside the record.

On an address of this machine alone it needs no login. On one that others can
reach, everybody needs an account (see dateline account), and --host says under
which names the desk may be asked for. Give --tls-cert and --tls-key, or serve it
behind a proxy that speaks TLS, so that passwords do not travel in the clear.`,
		Example: `  dateline serve
  dateline serve --addr 127.0.0.1:9000
  dateline serve --addr 0.0.0.0:8417 --host desk.example --tls-cert desk.pem --tls-key desk.key`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			opt, err := f.options()
			if err != nil {
				return err
			}
			s, err := a.deskStore(ctx, f.readOnly)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			ctx, stop := context.WithCancel(ctx)
			defer stop() // before the record is closed
			a.over(ctx, s, &opt)
			if opt.Add != nil || opt.Login {
				box, err := openDrawer(ctx, a.drawerFile())
				if err != nil {
					return err
				}
				defer func() { err = errors.Join(err, box.Close()) }()
				opt.Drawer = box
			}
			if opt.Login {
				if err := a.guarded(ctx, &f, opt.Drawer); err != nil {
					return err
				}
			}
			l, err := net.Listen("tcp", f.addr)
			if err != nil {
				return err
			}
			return a.serve(ctx, l, s, opt, f.cert, f.key)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", defaultAddr, "`address` to serve on; port 0 takes any that is free")
	flags.StringSliceVar(&f.hosts, "host", nil, "`name` under which the desk may be asked for; may be given again")
	flags.BoolVar(&f.readOnly, "read-only", false, "let nothing be added to the record")
	flags.StringVar(&f.cert, "tls-cert", "", "`file` of the certificate to speak TLS with")
	flags.StringVar(&f.key, "tls-key", "", "`file` of its key")
	flags.StringVar(&f.zone, "zone", "", "time `zone` of the desk, as Europe/Berlin (default this machine's)")
	cmd.MarkFlagsRequiredTogether("tls-cert", "tls-key")
	return cmd
}

// options reads what the flags ask for.
func (f *deskFlags) options() (web.Options, error) {
	host, _, err := net.SplitHostPort(f.addr)
	if err != nil {
		return web.Options{}, fmt.Errorf("--addr %s: %w", f.addr, err)
	}
	opt := web.Options{Hosts: f.hosts, Login: loopback(f.addr) != nil}
	if ip := net.ParseIP(host); ip != nil && !ip.IsUnspecified() || ip == nil && host != "" {
		opt.Hosts = append(opt.Hosts, host)
	} else if len(f.hosts) == 0 {
		return opt, fmt.Errorf("--addr %s: others could reach this address; say with --host under which names the desk may be asked for", f.addr)
	}
	if f.zone != "" {
		if opt.Zone, err = time.LoadLocation(f.zone); err != nil {
			return opt, fmt.Errorf("--zone %s: %w", f.zone, err)
		}
	}
	return opt, nil
}

// guarded refuses to serve to others before somebody can log in.
func (a *app) guarded(ctx context.Context, f *deskFlags, box *drawer.Drawer) error {
	list, err := box.Accounts(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(x drawer.Account) bool { return x.May(drawer.Admin) }) {
		return fmt.Errorf("--addr %s: others could reach this address, and nobody has an account yet; dateline account add NAME --role admin makes one", f.addr)
	}
	if f.cert == "" {
		a.note("passwords travel in the clear; give --tls-cert and --tls-key, or serve behind a proxy that speaks TLS")
	}
	return nil
}

// drawerFile is where what people keep at the desk stands: beside the record.
func (a *app) drawerFile() string { return a.drawerOf(a.storeFile()) }

// drawerOf is where that of the record at a path or an address stands.
func (a *app) drawerOf(path string) string {
	if postgres.Is(path) {
		path = a.defaultStore() // a file of this machine
	}
	return strings.TrimSuffix(path, filepath.Ext(path)) + "-desk.db"
}

// openDrawer opens the drawer at path, and makes it, with its folder, if need
// be.
func openDrawer(ctx context.Context, path string) (*drawer.Drawer, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("drawer %s: %w", path, err)
	}
	return drawer.Open(ctx, path, nil)
}

// deskStore opens the record for the desk: for writing, so that reports can be
// handed in there, and where that may not or cannot be, for reading.
func (a *app) deskStore(ctx context.Context, readOnly bool) (shown, error) {
	open := a.changeStore
	if readOnly {
		open = a.haveStore
	}
	s, err := open(ctx)
	if err != nil {
		return shown{}, err
	}
	x, ok := s.(shown)
	if !ok {
		return shown{}, errors.Join(errors.New("the record cannot be shown as corrected"), s.Close())
	}
	if !readOnly && !x.writable {
		a.note("the desk can only show: the record cannot be written")
	}
	return x, nil
}

// over says what the desk can do with a record: what reports show together is
// kept up until ctx ends and, where the record can be written, reports can be
// handed in and findings corrected.
func (a *app) over(ctx context.Context, s shown, opt *web.Options) {
	opt.Corrector = s.kept
	if s.writable {
		opt.Add = takeIn(s)
	}
	asRead := func() func(string) *record.Line {
		line, _ := lines(ctx, s.kept) // what cannot be read is not there
		return line
	}
	opt.Relations = pipeline.Follow(ctx, s, asRead, program(), s.writable, func(err error) { a.note("comparing reports: %v", err) })
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
	return fmt.Errorf("--addr %s: others could reach this address; serve on 127.0.0.1, [::1] or localhost", addr)
}

// serve serves the desk over s on l until ctx ends, and closes l. It speaks TLS
// where a certificate is given.
func (a *app) serve(ctx context.Context, l net.Listener, s store.Store, opt web.Options, cert, key string) error {
	log := slog.New(slog.NewTextHandler(a.stderr, nil))
	opt.Log, opt.Closing = log, ctx
	srv := &http.Server{
		Handler:           web.New(s, opt),
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	scheme, listen := "http", srv.Serve
	if cert != "" {
		scheme = "https"
		listen = func(l net.Listener) error { return srv.ServeTLS(l, cert, key) }
	}
	if _, err := fmt.Fprintf(a.stdout, "The desk is at %s://%s/ (Ctrl-C stops it)\n", scheme, l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- srv.Shutdown(end)
	})
	if err := listen(l); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}
