package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// choice is the value of a flag that is one of a few words. It is a
// pflag.Value.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "word" }

// Set takes s if it is allowed.
func (c *choice) Set(s string) error {
	var words []string
	for _, w := range c.allowed {
		if w == "" {
			continue
		}
		if w == s {
			c.value = s
			return nil
		}
		words = append(words, w)
	}
	return fmt.Errorf("must be one of %s", strings.Join(words, ", "))
}

// complete offers the words on the flag's completion.
func (c *choice) complete(cmd *cobra.Command, flag string) {
	// The only error is that of a flag without the name, which is ours.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(c.allowed, cobra.ShellCompDirectiveNoFileComp))
}
