// Package app is the composition root: it opens the database, builds the rooms from the ground up, and runs the doors and the
// followers until it is told to end.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"sametable/internal/account"
	"sametable/internal/annex"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/calendar"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/config"
	"sametable/internal/cosign"
	"sametable/internal/decision"
	"sametable/internal/document"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/named"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/printing"
	"sametable/internal/proposal"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/results"
	"sametable/internal/safeguard"
	"sametable/internal/search"
	"sametable/internal/server"
	"sametable/internal/setup"
	"sametable/internal/site"
	"sametable/internal/store"
	"sametable/internal/thread"
	"sametable/internal/translating"
	"sametable/locales"
	"sametable/web"
)

// App is a built house.
type App struct {
	Config    config.Config
	Store     *store.DB
	Rooms     site.Rooms
	Catalogue *lang.Catalogue
	Sender    mail.Sender
	demo      []site.DemoRole
	pace      pace

	demoPassword string
}

// Option changes how a house is built.
type Option func(*building)

type building struct {
	clock   clock.Clock
	account []account.Option
	sender  mail.Sender
	pace    pace
}

// pace is how many requests one person may send.
type pace struct{ perMinute, burst int }

// WithClock gives domain time; the demo and tests bring their own.
func WithClock(c clock.Clock) Option { return func(b *building) { b.clock = c } }

// WithAccounts passes options on to the room of accounts.
func WithAccounts(o ...account.Option) Option { return func(b *building) { b.account = o } }

// WithSender gives another way to send letters than the settings name.
func WithSender(s mail.Sender) Option { return func(b *building) { b.sender = s } }

// WithoutLimits lets as many requests in as come: for benchmarks and tests on one machine.
func WithoutLimits() Option { return WithPace(0, 0) }

// WithPace sets how many requests a minute, and how many at once, one person may send: for tests of the limit.
func WithPace(perMinute, burst int) Option {
	return func(b *building) { b.pace = pace{perMinute, burst} }
}

// Build opens the database, brings it up to date and builds every room.
func Build(ctx context.Context, c config.Config, options ...Option) (*App, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, c.Address())
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	a, err := Over(ctx, db, c, options...)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return a, nil
}

// Over builds the house over an open database.
func Over(ctx context.Context, db *store.DB, c config.Config, options ...Option) (*App, error) {
	b := building{clock: clock.System{}, pace: pace{200, 50}}
	for _, o := range options {
		o(&b)
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	catalogue, err := words()
	if err != nil {
		return nil, err
	}
	gate, err := rules()
	if err != nil {
		return nil, err
	}
	a := &App{Config: c, Store: db, Catalogue: catalogue, Sender: b.sender, pace: b.pace}
	if a.Sender == nil {
		if a.Sender, err = mail.Open(c.SMTP, c.MailFrom, c.Data); err != nil {
			return nil, err
		}
	}
	r := register.New(db, b.clock)
	accounts := account.New(r, gate, b.account...)
	organisations := organisation.New(r, accounts, gate)
	forums := forum.New(r, gate)
	threads := thread.New(r, forums, gate)
	proposals := proposal.New(r, forums, gate)
	cosignatures := cosign.New(r, forums, proposals)
	documents := document.New(r, gate)
	commitments, partnerships := commitment.New(r, gate), partnership.New(r, gate)
	ballots, handlings := ballot.New(r, forums, gate), handling.New(r, proposals, forums, gate)
	charters, decisions := charter.New(r, forums, ballots, gate), decision.New(r, proposals, ballots, gate)
	meetings := meeting.New(r, forums, meeting.Deciders{Ballots: ballots, Decisions: decisions, Charters: charters}, gate)
	of := minutes.New(r, meetings, gate)
	notices := notice.New(r, accounts, catalogue, a.Sender, c.Origin())
	found := search.New(r)
	a.Rooms = site.Rooms{Register: r, Accounts: accounts, Organisations: organisations, Forums: forums, Threads: threads, Documents: documents,
		Proposals: proposals, Ballots: ballots, Charters: charters, Cosignatures: cosignatures, Letters: byletter.New(r, forums, proposals, cosignatures),
		Decisions: decisions, Meetings: meetings, Minutes: of, Printings: printing.New(r, c.Origin()), Commitments: commitments, Partnerships: partnerships, Handlings: handlings, Erasings: erasing.New(r, gate), Translatings: translating.New(r, gate), Calendar: calendar.New(r), Appeals: appeal.New(r, forums, proposals, ballots, gate),
		Received: received.New(r, of, gate), Results: results.New(r, proposals, commitments, partnerships), Named: named.New(r), Notices: notices, Search: found, Setup: setup.New(r, accounts, organisations, forums, charters)}
	for _, f := range []register.Follower{notices.Follower(), found.Follower()} {
		if err := r.Follow(ctx, f); err != nil {
			return nil, err
		}
	}
	return a, a.Rooms.Setup.Load(ctx)
}

// words and rules lie in the program and do not change once read: all houses of a process share them. A test that builds a hundred
// houses reads them once.
var (
	words = sync.OnceValues(func() (*lang.Catalogue, error) {
		catalogue, err := lang.Load(locales.Messages())
		if err != nil {
			return nil, fmt.Errorf("read the messages: %w", err)
		}
		return catalogue, required(catalogue)
	})
	rules = sync.OnceValues(safeguard.New)
)

// required refuses to start with a sentence missing that is put together at run time.
func required(catalogue *lang.Catalogue) error {
	var ids []string
	for _, m := range Machines() {
		ids = append(ids, m.MessageIDs()...)
	}
	ids = append(ids, account.MessageIDs()...)
	ids = append(append(ids, organisation.MessageIDs()...), document.MessageIDs()...)
	ids = append(append(ids, commitment.MessageIDs()...), partnership.MessageIDs()...)
	ids = append(append(append(ids, ballot.MessageIDs()...), decision.MessageIDs()...), charter.MessageIDs()...)
	ids = append(append(append(ids, handling.MessageIDs()...), erasing.MessageIDs()...), append(translating.MessageIDs(), appeal.MessageIDs()...)...)
	ids = append(append(append(ids, meeting.MessageIDs()...), append(minutes.MessageIDs(), printing.MessageIDs()...)...), append(append(received.MessageIDs(), notice.MessageIDs()...), annex.MessageIDs()...)...)
	return catalogue.Require(append(ids, site.Messages()...)...)
}

// Demo makes this a demo house: sign-ins of one click, and the banner on every page.
func (a *App) Demo(roles []site.DemoRole, password string) { a.demo, a.demoPassword = roles, password }

// Handler is the whole front.
func (a *App) Handler() (*echo.Echo, error) {
	var trusted []netip.Prefix
	for _, network := range a.Config.TrustedProxies {
		p, err := netip.ParsePrefix(network)
		if err != nil {
			return nil, err
		}
		trusted = append(trusted, p)
	}
	door := site.New(a.Rooms, a.Catalogue, site.Settings{
		Origin: a.Config.Origin(), Secure: a.Config.Secure(), Location: a.Config.Location, Mails: a.Config.SMTP != "", Demo: a.demo, DemoPassword: a.demoPassword,
		House: web.Site{Contact: a.Config.Contact, ContactMail: a.Config.ContactMail, ICP: a.Config.ICP, Police: a.Config.Police},
	})
	return server.New(door, server.Settings{Secure: a.Config.Secure(), TrustedProxies: trusted, PerMinute: a.pace.perMinute, Burst: a.pace.burst, Health: a}), nil
}

// Ready tells whether the database answers and knows this program's schema.
func (a *App) Ready(ctx context.Context) error {
	if err := a.Store.Ping(ctx); err != nil {
		return err
	}
	pending, err := a.Store.Pending(ctx)
	if err == nil && pending > 0 {
		err = fmt.Errorf("%d migrations have not run", pending)
	}
	return err
}

// Degraded says that writes are refused, until one succeeds again.
func (a *App) Degraded(ctx context.Context) string {
	if a.Store.Refuses(ctx) {
		return "writes are refused for want of room; what is there can be read"
	}
	return ""
}

// Listen opens the port of the settings.
func (a *App) Listen() (net.Listener, error) { return net.Listen("tcp", a.Config.Listen) }

// Run serves until the context ends: requests, followers, letters and what is due.
func (a *App) Run(ctx context.Context, l net.Listener) error {
	e, err := a.Handler()
	if err != nil {
		return err
	}
	if err := a.Rooms.Notices.Start(ctx); err != nil {
		return fmt.Errorf("start the letters: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	running.Go(func() { a.Rooms.Register.Run(ctx) })
	running.Go(func() { a.sweep(ctx) })
	err = server.Ordinary().Serve(ctx, e, l)
	stop() // also where the port failed
	running.Wait()
	return errors.Join(err, a.Rooms.Notices.Stop(context.WithoutCancel(ctx)))
}

// sweep lets the timers act: deadlines once a minute, housekeeping once an hour.
func (a *App) sweep(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := a.SweepOnce(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "sweep", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// SweepOnce does what is due now.
func (a *App) SweepOnce(ctx context.Context) error {
	now := a.Rooms.Register.Now()
	err := a.Rooms.Organisations.Sweep(ctx, now)
	if err != nil {
		return err
	}
	if err := a.Rooms.Forums.Sweep(ctx, now); err != nil {
		return err
	}
	if _, err := a.Rooms.Accounts.CarryOutResets(ctx); err != nil {
		return err
	}
	if _, err = a.Rooms.Accounts.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Proposals.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Letters.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Ballots.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Charters.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Commitments.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Partnerships.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Handlings.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Meetings.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Minutes.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Appeals.Sweep(ctx, now); err != nil {
		return err
	}
	if err := a.Rooms.Threads.Sweep(ctx, now); err != nil {
		return err
	}
	return a.Rooms.Printings.Sweep(ctx) // last: a paper that cannot be set keeps nothing else waiting
}

// Close closes the database.
func (a *App) Close() error { return a.Store.Close() }

// FirstStart gives the one-time link of the set-up page while the house is empty, else "".
func (a *App) FirstStart(ctx context.Context) (string, error) {
	secret, err := a.Rooms.Setup.Begin(ctx)
	if err != nil || secret == "" {
		return "", err
	}
	return a.Config.Origin() + "/en/setup/" + secret, nil
}
