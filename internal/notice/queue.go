package notice

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/register"
	"sametable/internal/store"
)

// LetterArgs queue the letter of one notice.
type LetterArgs struct {
	Notice string `json:"notice" river:"unique"`
}

// Kind names the job.
func (LetterArgs) Kind() string { return "letter" }

// SecretArgs queue the letter that carries the link of a slip. The link itself is not in the queue.
type SecretArgs struct {
	Slip string `json:"slip" river:"unique"`
}

// Kind names the job.
func (SecretArgs) Kind() string { return "secret" }

// DigestArgs queue one person's letter of the day.
type DigestArgs struct {
	Person string `json:"person" river:"unique"`
	Day    string `json:"day" river:"unique"`
}

// Kind names the job.
func (DigestArgs) Kind() string { return "digest" }

// attempts: with River's growing pauses this is about nine days of trying.
const attempts = 18

// openQueue opens River on the forum's own database, in one way on both engines: it asks for work a few times a second.
func (n *Notices) openQueue() (*river.Client[*sql.Tx], error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, &letterWorker{n: n})
	river.AddWorker(workers, &secretWorker{n: n})
	river.AddWorker(workers, &digestWorker{n: n})
	conf := &river.Config{
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 10}}, Workers: workers, MaxAttempts: attempts,
		FetchPollInterval: 500 * time.Millisecond, FetchCooldown: 200 * time.Millisecond, JobTimeout: time.Minute,
		Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	}
	db := n.r.Store()
	if db.Engine() == store.Postgres {
		return river.NewClient(riverdatabasesql.New(db.SQL()), conf)
	}
	return river.NewClient(riversqlite.New(db.SQL()), conf)
}

// enqueue queues a job in an open transaction.
func (n *Notices) enqueue(ctx context.Context, tx *gorm.DB, args river.JobArgs) error {
	raw, err := store.SQLTx(tx)
	if err != nil {
		return err
	}
	_, err = n.queue.InsertTx(ctx, raw, args, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}})
	return err
}

// queueSecret queues the letter of a slip whose link goes by mail.
func (n *Notices) queueSecret(ctx context.Context, tx *gorm.DB, e register.Entry) error {
	slip, named := fact(e, "slip").(string)
	if !named || e.Noun != account.Noun {
		return nil
	}
	var waiting int64
	if err := tx.Model(&account.SecretMail{}).Where("slip_id = ?", slip).Count(&waiting).Error; err != nil || waiting == 0 {
		return err
	}
	return n.enqueue(ctx, tx, SecretArgs{Slip: slip})
}

// Start lets the letters go out; it ends with Stop.
func (n *Notices) Start(ctx context.Context) error { return n.queue.Start(context.WithoutCancel(ctx)) }

// Stop lets the letter that is being sent finish.
func (n *Notices) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return n.queue.Stop(ctx)
}
