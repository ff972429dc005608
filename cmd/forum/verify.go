package main

import (
	"context"
	"errors"
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

// Run verifies and changes nothing: the database may be a copy that nobody may write. What does not hold comes back as *register.Break.
func (v verifyCommand) Run(ctx context.Context) error {
	known, err := parseHead(v.Head)
	if err != nil {
		return err
	}
	done, err := app.VerifyAt(ctx, v.Config, known)
	if err != nil {
		return err
	}
	if done.Entries == 0 {
		return errors.New("the register is empty: no entry was ever made, or all are gone. Nothing was verified")
	}
	fmt.Printf("the register holds: %d entries, %d values, %d text versions\n", done.Entries, done.Values, done.Versions)
	if known.Seq > 0 {
		fmt.Printf("entry %d stands as it was noted\n", known.Seq)
	}
	fmt.Printf("head %d:%s\n", done.Seq, done.Head)
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
