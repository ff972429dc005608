// Command forum is the whole house in one program: it serves, migrates, verifies its register and shows a demo world.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"sametable/internal/config"
	"sametable/internal/register"
)

type commands struct {
	Demo     demoCommand     `cmd:"" help:"Show a living forum with invented people; nothing leaves this machine."`
	Serve    serveCommand    `cmd:"" help:"Run a forum in earnest."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database's tables up to date, and end."`
	Verify   verifyCommand   `cmd:"" help:"Recompute the register's chain; exit 1 and name the first bad entry if it does not hold."`
	Doctor   doctorCommand   `cmd:"" help:"Look at settings, database, mail and tools, and say what is wrong."`
	Health   healthCommand   `cmd:"" help:"Ask the forum on this machine whether it is ready; for health checks."`
	Workflow workflowCommand `cmd:"" help:"Draw the state machines and the table of rights."`
	Load     loadCommand     `cmd:"" help:"Measure pages of the demo world: CPU, latency, queries and bytes per request."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo})))
	var c commands
	parsed := kong.Parse(&c, kong.Name("forum"), kong.Description("Same Table · 同席 · Vid samma bord"), kong.UsageOnError())
	parsed.BindTo(ctx, (*context.Context)(nil))
	err := parsed.Run()
	var broken *register.Break
	switch {
	case errors.As(err, &broken):
		fmt.Println("the register does not hold:", broken)
		os.Exit(1)
	case err != nil && !errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "forum:", err)
		os.Exit(1)
	}
}

// settings is embedded by every command that opens a house.
type settings struct {
	config.Config `embed:""`
}
