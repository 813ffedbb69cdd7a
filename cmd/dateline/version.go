package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dateline/pipeline"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which version this is",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.stdout, versions())
			return err
		},
	}
}

// versions says which version of the program, of its reader and of Go this
// is.
func versions() string {
	return fmt.Sprintf("dateline %s\nreader %s\n%s %s/%s\n",
		version(), pipeline.Reader, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// version returns the version of the program as the build knows it, with the
// commit where there is one.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown version)"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v += " " + s.Value
		}
	}
	return v
}
