package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"sametable/internal/app"
	"sametable/internal/register"
)

type verifyCommand struct {
	settings
	Head string `help:"A head noted before (number:hash) that must still stand in the chain, so that a cut or rewritten tail is found too."`
}

// Run verifies. What does not hold comes back as *register.Break.
func (v verifyCommand) Run(ctx context.Context) error {
	known, err := parseHead(v.Head)
	if err != nil {
		return err
	}
	a, err := app.Build(ctx, v.Config)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	done, err := a.Verify(ctx, known)
	if err != nil {
		return err
	}
	fmt.Printf("the register holds: %d entries, %d values, %d text versions\nhead %d:%s\n", done.Entries, done.Values, done.Versions, done.Seq, done.Head)
	return nil
}

func parseHead(s string) (register.Verified, error) {
	if s == "" {
		return register.Verified{}, nil
	}
	number, hash, found := strings.Cut(s, ":")
	seq, err := strconv.ParseInt(number, 10, 64)
	if err != nil || !found || len(hash) != 64 {
		return register.Verified{}, fmt.Errorf("--head: %q is not number:hash", s)
	}
	return register.Verified{Seq: seq, Head: hash}, nil
}
