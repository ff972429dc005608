package app

import (
	"context"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// Verify recomputes the register and holds against it what pages are made of. Known is a head seen before; zero for none.
func (a *App) Verify(ctx context.Context, known register.Verified) (register.Verified, error) {
	return a.Rooms.Register.Verify(ctx, text.Witness(a.Rooms.Register), known, subjects()...)
}

// subjects are the tables that say themselves how their nouns stand.
func subjects() []register.Subject {
	return []register.Subject{
		{Noun: thread.PostNoun, Table: "posts", Version: true}, {Noun: thread.Noun, Table: "threads", Version: true},
		{Noun: forum.CharterNoun, Table: "charters", Version: true}, {Noun: forum.Noun, Table: "forums"},
		{Noun: forum.MandateNoun, Table: "mandates"}, {Noun: organisation.Noun, Table: "organisations"},
		{Noun: account.Noun, Table: "persons"}, {Noun: account.OfficeNoun, Table: "office_grants"},
	}
}
