// Package house gives tests the demo world in a built house: its people, its pages over HTTP, and a client without a browser.
package house

import (
	"context"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"sametable/internal/account"
	"sametable/internal/app"
	"sametable/internal/clock"
	"sametable/internal/config"
	"sametable/internal/demo"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// House is the demo world on one engine, with its clock standing at Start.
type House struct {
	*app.App
	Clock *clock.Shifted
}

// Worlds runs a test in the demo world, people, forums and threads as they stand on the demo day, on both engines at a time.
func Worlds(t *testing.T, test func(t *testing.T, h *House)) {
	t.Helper()
	forumtest.Each(t, func(t *testing.T, engine store.Engine) {
		t.Parallel()
		test(t, World(t, engine))
	})
}

// Pairs runs a test in the demo world in two processes at a time (see Twins), on both engines.
func Pairs(t *testing.T, test func(t *testing.T, twins [2]*House)) {
	t.Helper()
	forumtest.Each(t, func(t *testing.T, engine store.Engine) {
		t.Parallel()
		test(t, Twins(t, engine))
	})
}

// World gives the demo world on one engine, without limits on requests unless an option sets some.
func World(t testing.TB, engine store.Engine, options ...app.Option) *House {
	t.Helper()
	return over(t, world().On(t, engine), options...)
}

// Twins gives the demo world on one engine in two processes at a time, each with its own clock.
func Twins(t testing.TB, engine store.Engine) [2]*House {
	t.Helper()
	dbs := world().Twice(t, engine)
	return [2]*House{over(t, dbs[0]), over(t, dbs[1])}
}

func over(t testing.TB, db *store.DB, options ...app.Option) *House {
	t.Helper()
	c := clock.At(forumtest.Start)
	a, err := build(context.Background(), db, c, t.TempDir(), options...)
	if err != nil {
		t.Fatalf("build the house: %v", err)
	}
	a.Demo(roles(), demo.Password)
	return &House{App: a, Clock: c}
}

// Address is where a copy of the demo world lies, for the program to open.
func Address(t testing.TB, engine store.Engine) string {
	t.Helper()
	return world().Address(t, engine)
}

func world() forumtest.Template { return forumtest.Template{Name: "world", Fill: played} }

// Empty gives a house before its first start.
func Empty(t testing.TB, engine store.Engine) *House {
	t.Helper()
	c := clock.At(forumtest.Start)
	a, err := build(context.Background(), forumtest.Fresh(t, engine), c, t.TempDir())
	if err != nil {
		t.Fatalf("build the house: %v", err)
	}
	return &House{App: a, Clock: c}
}

// roles are read from the world's files once: every house is given them.
var roles = sync.OnceValue(demo.Roles)

// cheap is what a password costs in tests.
func cheap() account.Option {
	return account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1})
}

func build(ctx context.Context, db *store.DB, c clock.Clock, data string, options ...app.Option) (*app.App, error) {
	return app.Over(ctx, db, config.Config{Listen: "localhost:8080", Data: data, MailFrom: "forum@localhost", Contact: "Sambord Exempel", ContactMail: "kontakt@example.org"},
		append([]app.Option{app.WithClock(c), app.WithAccounts(cheap()), app.WithoutLimits()}, options...)...)
}

// played fills a template with the demo world.
func played(ctx context.Context, db *store.DB) error {
	dir, err := os.MkdirTemp("", "forum-world-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	c := clock.At(forumtest.Start)
	a, err := build(ctx, db, c, dir)
	if err != nil {
		return err
	}
	_, err = demo.Run(ctx, a.Rooms, c)
	return err
}

// Person is the id of somebody of the world.
func (h *House) Person(t testing.TB, username string) policy.PersonID {
	t.Helper()
	var p account.Person
	if err := h.Store.Read(t.Context()).Where("username = ?", username).Take(&p).Error; err != nil {
		t.Fatalf("person %s: %v", username, err)
	}
	return p.ID
}

// Rendered is the hash of a text's translation into a language, as a page of the review carries it.
func (h *House) Rendered(t testing.TB, id, language string) string {
	t.Helper()
	var hashes []string
	if err := h.Store.Read(t.Context()).Table("text_translations").Where("noun_id = ? AND language = ?", id, language).Pluck("hash", &hashes).Error; err != nil || len(hashes) != 1 {
		t.Fatalf("translation of %s into %s: %v, %v", id, language, hashes, err)
	}
	return hashes[0]
}

// Actor is somebody of the world as she is now; "" is a visitor.
func (h *House) Actor(t testing.TB, username string) policy.Actor {
	t.Helper()
	if username == "" {
		return policy.Actor{}
	}
	actor, err := h.ActorOf(t.Context(), username)
	if err != nil {
		t.Fatalf("%s: %v", username, err)
	}
	return actor
}

// Serve opens the house on a loopback port.
func (h *House) Serve(t testing.TB) *httptest.Server {
	t.Helper()
	e, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	return s
}
