package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"

	"sametable/internal/account"
	"sametable/internal/app"
	"sametable/internal/clock"
	"sametable/internal/config"
	"sametable/internal/demo"
)

// demoStart is where the demo's clock stands before history is played; the play sets it to each instant.
func demoStart() time.Time { return time.Date(2016, 8, 1, 1, 0, 0, 0, time.UTC) }

type demoCommand struct {
	Listen string `help:"Address to listen on." default:"localhost:8080"`
	Keep   string `help:"Folder that keeps the demo's data, to look at with forum verify; empty: it goes when the demo ends." type:"path"`
}

// Run shows a living forum: it needs no settings, no network and no other service, and leaves nothing behind.
func (d demoCommand) Run(ctx context.Context) error {
	folder, cleanup, err := d.folder()
	if err != nil {
		return err
	}
	defer cleanup()
	l, address, err := listen(d.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	conf := config.Config{Listen: address, Data: folder, MailFrom: "forum@localhost", Contact: "Föreningen Sambord Exempel"}
	a, c, err := playDemo(ctx, conf)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	printDemo(a.Config.Origin(), c.Now(), folder)
	return a.Run(ctx, l)
}

// listen opens the port before anything that takes its time: a busy one is said at once, and whoever comes early waits. It gives
// the address with the port that was chosen where the settings leave it open (0).
func listen(address string) (net.Listener, string, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, "", fmt.Errorf("%w (choose another address with --listen)", err)
	}
	host, port, err := net.SplitHostPort(address)
	if at, ok := l.Addr().(*net.TCPAddr); ok && err == nil && port == "0" {
		address = net.JoinHostPort(host, strconv.Itoa(at.Port))
	}
	return l, address, nil
}

func (d demoCommand) folder() (folder string, cleanup func(), err error) {
	if d.Keep != "" {
		if _, err := os.Stat(filepath.Join(d.Keep, "forum.db")); err == nil {
			return "", nil, fmt.Errorf("%s has a forum already; the demo wants an empty folder", d.Keep)
		}
		return d.Keep, func() {}, os.MkdirAll(d.Keep, 0o700)
	}
	folder, err = os.MkdirTemp("", "forum-demo-")
	return folder, func() { _ = os.RemoveAll(folder) }, err
}

// playDemo builds a house and plays the demo world in it.
func playDemo(ctx context.Context, conf config.Config, options ...app.Option) (*app.App, *clock.Shifted, error) {
	c := clock.At(demoStart())
	cheap := account.WithPasswordCost(account.Cost{Memory: 1024, Time: 1, Threads: 1}) // the password of the demo is printed on the screen
	a, err := app.Build(ctx, conf, append(options, app.WithClock(c), app.WithAccounts(cheap))...)
	if err != nil {
		return nil, nil, err
	}
	play, err := demo.Run(ctx, a.Rooms, c)
	if err == nil {
		err = play.LayDesks(ctx)
	}
	if err != nil {
		_ = a.Close()
		return nil, nil, fmt.Errorf("play the demo world: %w", err)
	}
	a.Demo(demo.Roles(), demo.Password)
	return a, c, nil
}

func printDemo(origin string, now time.Time, folder string) {
	fmt.Printf("\nSame Table · 同席 · Vid samma bord\n\n  %s\n\nA world of invented organisations and people; its clock stands at %s in Beijing.\nSign in with one click on the sign-in page, or with the password %q as:\n\n",
		origin, now.In(time.FixedZone("", 8*60*60)).Format("2006-01-02 15:04"), demo.Password)
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, role := range demo.Roles() {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", role.Username, role.Name, role.Role["en"], role.Role["zh"])
	}
	_ = w.Flush()
	fmt.Printf("\nData: %s · end with Ctrl+C\n\n", folder)
}
