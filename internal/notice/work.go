package notice

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// errand is what all letters have in common: when to try again, and how a job ends.
type errand[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	n *Notices
}

// NextRetry is the pause after a failure.
func (e errand[T]) NextRetry(job *river.Job[T]) time.Time { return e.n.again(job.Attempt) }

// deliver sends a letter and then ends the job together with the rows that say so, in one transaction. The mail server cannot be
// part of it: a crash between its answer and the commit sends the same letter again under the same Message-ID, and never loses
// one. What cannot be sent at all ends as failed; any other error is tried again.
func (e errand[T]) deliver(ctx context.Context, job *river.Job[T], l mail.Letter, ended func(tx *gorm.DB, became Mail) error) error {
	became := Sent
	if err := e.n.sender.Send(ctx, l); err != nil {
		if !mail.Refused(err) && job.Attempt < job.MaxAttempts {
			return err
		}
		became = Failed
	}
	return e.end(ctx, job, func(tx *gorm.DB) error { return ended(tx, became) })
}

// end completes a job in the transaction that writes what it did. The letter is out by now, so a database that is away for a
// moment is waited for, also while the program is being stopped.
func (e errand[T]) end(ctx context.Context, job *river.Job[T], write func(tx *gorm.DB) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 8*time.Second)
	defer cancel()
	for pause := 100 * time.Millisecond; ; pause *= 2 {
		err := e.n.r.Loose(ctx, func(tx *gorm.DB) error {
			if err := write(tx); err != nil {
				return err
			}
			raw, err := store.SQLTx(tx)
			if err != nil {
				return err
			}
			_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, raw, job) // either driver: they share the transaction's type
			return err
		})
		if err == nil || !fault.Is(err, fault.ReasonUnavailable) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// noticeWorker writes the letter about one notice.
type noticeWorker struct{ errand[noticeJob] }

// Work asks again whether she may see it and wants letters: much can have happened since it was queued.
func (w *noticeWorker) Work(ctx context.Context, job *river.Job[noticeJob]) error {
	item, r, err := w.n.waiting(ctx, job.Args.Notice)
	if err != nil {
		return err
	}
	mark := func(tx *gorm.DB, became Mail) error { return mark(tx, became, item.ID) }
	switch {
	case item.ID == "":
		return nil // sent before, or its person is gone
	case r == nil:
		return w.end(ctx, job, func(tx *gorm.DB) error { return mark(tx, Withheld) })
	}
	l, err := w.n.letter(item, *r)
	if err != nil {
		return err
	}
	return w.deliver(ctx, job, l, mark)
}

// mark notes what became of the letter about some notices.
func mark(tx *gorm.DB, became Mail, ids ...ID) error {
	change := map[string]any{"mail": became}
	if became == Sent {
		change["mailed_at"] = wall()
	}
	for len(ids) > 0 {
		n := min(len(ids), chunk)
		if err := tx.Model(&Notice{}).Where("id IN ? AND mail IN ?", ids[:n], []Mail{Waiting, Daily}).Updates(change).Error; err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// waiting reads a notice whose letter waits, and its reader. There is no item when nothing waits, and no reader when she is not to
// get it any more.
func (n *Notices) waiting(ctx context.Context, id ID) (Item, *reader, error) {
	var rows []Notice
	if err := n.r.Read(ctx).Where("id = ? AND mail = ?", id, Waiting).Find(&rows).Error; err != nil || len(rows) == 0 {
		return Item{}, nil, store.Found(err)
	}
	items, err := n.items(ctx, rows)
	if err != nil {
		return Item{}, nil, err
	}
	r, err := n.addressee(ctx, rows[0].PersonID)
	if err != nil || r == nil || !n.still(*r, items[0]) {
		return items[0], nil, err
	}
	return items[0], r, nil
}

// addressee reads a person who can get letters now, or nobody.
func (n *Notices) addressee(ctx context.Context, id policy.PersonID) (*reader, error) {
	readers, err := readersOf(n.r.Read(ctx), []policy.PersonID{id}, n.r.Now())
	if err != nil {
		return nil, store.Found(err)
	}
	r, there := readers[id]
	if !there || r.email == "" || !r.wantsMail() {
		return nil, nil
	}
	return &r, nil
}

// still tells whether a person may see now what an item says.
func (n *Notices) still(r reader, i Item) bool {
	var card *register.Card
	if i.Card.Noun != "" {
		card = &i.Card
	}
	return may(r.Actor, i.Entry, card, n.r.Now())
}
