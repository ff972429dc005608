package notice

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// The kinds of jobs. Their arguments are ids alone: what a letter says is read when it is written.
const (
	noticeKind = "notice_letter"
	digestKind = "notice_digest"
	linkKind   = "link_letter"
)

type noticeJob struct {
	Notice ID `json:"notice"`
}

func (noticeJob) Kind() string { return noticeKind }

type digestJob struct {
	Person policy.PersonID `json:"person"`
	Day    string          `json:"day"`
}

func (digestJob) Kind() string { return digestKind }

type linkJob struct {
	Slip account.SlipID `json:"slip"`
}

func (linkJob) Kind() string { return linkKind }

// attempts is how often a letter is tried: at a quarter of an hour between tries about three days.
const attempts = 300

// workers is how many letters are on their way at once.
const workers = 10

// queue is River over the forum's own database, in the same transactions.
type queue struct{ client *river.Client[*sql.Tx] }

// opened makes the queue at first need, once.
func opened(n *Notices) func() (*queue, error) {
	return sync.OnceValues(func() (*queue, error) {
		all := river.NewWorkers()
		river.AddWorker(all, &noticeWorker{errand[noticeJob]{n: n}})
		river.AddWorker(all, &digestWorker{errand[digestJob]{n: n}})
		river.AddWorker(all, &linkWorker{errand[linkJob]{n: n}})
		c := &river.Config{
			Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
			Workers:              all,
			PollOnly:             true, // neither driver listens
			FetchPollInterval:    n.pace.Poll,
			FetchCooldown:        min(100*time.Millisecond, n.pace.Poll),
			JobTimeout:           time.Minute,
			RescueStuckJobsAfter: 5 * time.Minute, // of a process that was killed
			SoftStopTimeout:      10 * time.Second,
			ReindexerIndexNames:  []string{}, // the pool gives a statement five seconds; a half-built index helps nobody
			Logger:               slog.New(quiet{slog.Default().Handler()}),
		}
		db := n.r.Store()
		var err error
		q := &queue{}
		if db.Engine() == store.Postgres {
			q.client, err = river.NewClient(riverdatabasesql.New(db.SQL()), c)
		} else {
			q.client, err = river.NewClient(riversqlite.New(db.SQL()), c)
		}
		return q, err
	})
}

// quiet lets warnings and errors through: a queue has a lot to say.
type quiet struct{ slog.Handler }

// Enabled leaves out everything below a warning.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// WithAttrs keeps the handler quiet.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

// WithGroup keeps the handler quiet.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }

// add queues the letters of new notices and of one-time links in an open transaction. A letter is queued once, whoever asks again.
func (q *queue) add(ctx context.Context, tx *gorm.DB, rows []Notice, links []account.SlipID) error {
	var jobs []river.InsertManyParams
	once := river.UniqueOpts{ByArgs: true}
	days := map[digestJob]bool{}
	for _, row := range rows {
		switch row.Mail {
		case Waiting:
			jobs = append(jobs, river.InsertManyParams{Args: noticeJob{row.ID}, InsertOpts: &river.InsertOpts{MaxAttempts: attempts, UniqueOpts: once}})
		case Daily:
			job := digestJob{row.PersonID, row.Digest}
			if days[job] {
				continue
			}
			days[job] = true
			jobs = append(jobs, river.InsertManyParams{Args: job, InsertOpts: &river.InsertOpts{MaxAttempts: attempts, UniqueOpts: once,
				ScheduledAt: row.due}})
		}
	}
	for _, slip := range links { // before the rest: somebody waits for it
		jobs = append(jobs, river.InsertManyParams{Args: linkJob{slip}, InsertOpts: &river.InsertOpts{MaxAttempts: attempts, UniqueOpts: once, Priority: 1}})
	}
	if len(jobs) == 0 {
		return nil
	}
	raw, err := store.SQLTx(tx)
	if err != nil {
		return err
	}
	const most = 500
	for from := 0; from < len(jobs); from += most {
		if _, err := q.client.InsertManyTx(ctx, raw, jobs[from:min(from+most, len(jobs))]); err != nil {
			return err
		}
	}
	return nil
}

// queued is a row of River's own table, as far as it is read here.
type queued struct {
	ID        int64
	CreatedAt time.Time
}

// TableName is the table's.
func (queued) TableName() string { return "river_job" }

// OutsideTheRecord says it: River's bookkeeping; it is only read.
func (queued) OutsideTheRecord() {}

// Queue tells how many letters wait that should have gone, and since when the oldest does; the zero time when none waits. The
// letters of the day are not counted before their hour.
func (n *Notices) Queue(ctx context.Context) (waiting int, oldest time.Time, err error) {
	late := func() *gorm.DB {
		return n.r.Read(ctx).Model(&queued{}).Where("kind IN ? AND state IN ?", []string{noticeKind, digestKind, linkKind},
			[]string{"available", "running", "retryable"})
	}
	var count int64
	if err := late().Count(&count).Error; err != nil || count == 0 {
		return 0, time.Time{}, store.Found(err)
	}
	var first []queued
	err = late().Select("id", "created_at").Order("created_at, id").Limit(1).Find(&first).Error
	if len(first) > 0 {
		oldest = first[0].CreatedAt.UTC()
	}
	return int(count), oldest, store.Found(err)
}

// running is what Start started.
type running struct {
	stop context.CancelFunc
	done sync.WaitGroup
}

// Start begins to send letters and to make the links that were asked for. It refuses when a sentence is missing.
func (n *Notices) Start(ctx context.Context) error {
	if err := n.catalogue.Require(MessageIDs()...); err != nil {
		return err
	}
	q, err := n.queue()
	if err != nil {
		return err
	}
	if err := q.client.Start(ctx); err != nil {
		return err
	}
	r := &running{}
	ctx, r.stop = context.WithCancel(ctx)
	r.done.Go(func() { n.tend(ctx) })
	n.running = r
	return nil
}

// Stop ends what Start began: letters that are on their way are finished, within ten seconds.
func (n *Notices) Stop(ctx context.Context) error {
	if n.running == nil {
		return nil
	}
	n.running.stop()
	n.running.done.Wait()
	n.running = nil
	q, err := n.queue()
	if err != nil {
		return err
	}
	return q.client.Stop(ctx)
}

// tend makes the links that people asked for; the letters follow from the register.
func (n *Notices) tend(ctx context.Context) {
	tick := time.NewTicker(n.pace.Tend)
	defer tick.Stop()
	for {
		if _, err := n.accounts.CarryOutResets(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "links that were asked for", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// again is when a letter is tried next.
func (n *Notices) again(attempt int) time.Time { return clock.Wall().Add(n.pace.Retry(attempt)) }
