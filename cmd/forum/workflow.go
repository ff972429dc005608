package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sametable/internal/app"
	"sametable/internal/policy"
)

type workflowCommand struct {
	Write string `help:"Write the drawings into this folder (docs)." type:"path"`
	Check bool   `help:"Fail when docs/ is not what the program draws."`
}

// Run draws the machines and the table of rights.
func (w workflowCommand) Run(_ context.Context) error {
	drawn := map[string][]byte{"workflows.md": machines(), "rights.md": rights()}
	for _, name := range []string{"workflows.md", "rights.md"} {
		switch {
		case w.Write != "":
			if err := os.WriteFile(filepath.Join(w.Write, name), drawn[name], 0o644); err != nil {
				return err
			}
		case w.Check:
			kept, err := os.ReadFile(filepath.Join("docs", name))
			if err != nil || !bytes.Equal(kept, drawn[name]) {
				return fmt.Errorf("docs/%s is not what the program draws: run `go run ./cmd/forum workflow --write docs`", name)
			}
		default:
			if _, err := os.Stdout.Write(drawn[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

func machines() []byte {
	var b bytes.Buffer
	b.WriteString("# State machines\n\nDrawn by `forum workflow` from the values the program runs on. Names of guards are message ids: the sentence stands in `locales/`.\n")
	for _, m := range app.Machines() {
		for _, fault := range m.Faults() {
			fmt.Fprintf(&b, "\n**Fault:** %s\n", fault)
		}
		b.WriteString("\n" + m.Markdown())
	}
	return b.Bytes()
}

func rights() []byte {
	var b bytes.Buffer
	b.WriteString("# Table of rights\n\nDrawn by `forum workflow` from `internal/policy`. 2 = needs a second person. Rules on state, own organisation and own words stand with each subject.\n\n| |")
	for _, role := range policy.Roles() {
		fmt.Fprintf(&b, " %s |", role)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(policy.Roles())) + "\n")
	for _, right := range policy.Table() {
		fmt.Fprintf(&b, "| %s |", strings.ReplaceAll(string(right.Action), "_", " "))
		for _, role := range policy.Roles() {
			switch {
			case !policy.May(right.Action, []policy.Role{role}):
				b.WriteString(" |")
			case right.Second:
				b.WriteString(" 2 |")
			default:
				b.WriteString(" ✓ |")
			}
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}
