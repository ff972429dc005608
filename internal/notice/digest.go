package notice

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// digestHour is when the letter of the day goes out, by the reader's clock.
const digestHour = 7

// morning is the next time the letter of the day goes out.
func morning(now time.Time, z lang.Zone) time.Time {
	local := now.In(z.Location())
	at := time.Date(local.Year(), local.Month(), local.Day(), digestHour, 0, 0, 0, z.Location())
	if !at.After(local) {
		at = time.Date(local.Year(), local.Month(), local.Day()+1, digestHour, 0, 0, 0, z.Location())
	}
	return at
}

// digestWorker writes the letter that gathers what one person was told up to a morning.
type digestWorker struct{ errand[digestJob] }

// Work gathers exactly the notices of that day, so that a repeat is the same letter, but for where the register stands then.
func (w *digestWorker) Work(ctx context.Context, job *river.Job[digestJob]) error {
	var rows []Notice
	err := w.n.r.Read(ctx).Where("person_id = ? AND digest = ? AND mail = ?", job.Args.Person, job.Args.Day, Daily).Order("seq").Find(&rows).Error
	if err != nil {
		return store.Found(err)
	}
	r, err := w.n.addressee(ctx, job.Args.Person)
	if err != nil {
		return err
	}
	audits := r != nil && r.Has(policy.Auditor)
	if len(rows) == 0 && !audits {
		return nil
	}
	var shown []Item
	if r != nil {
		items, err := w.n.items(ctx, rows)
		if err != nil {
			return err
		}
		for _, i := range items {
			if i.ReadAt == nil && w.n.still(*r, i) { // what she has read on the page is no news
				shown = append(shown, i)
			}
		}
	}
	told, left := split(rows, shown)
	ended := func(tx *gorm.DB, became Mail) error {
		if err := mark(tx, Withheld, left...); err != nil {
			return err
		}
		return mark(tx, became, told...)
	}
	if len(shown) == 0 && !audits {
		return w.end(ctx, job, func(tx *gorm.DB) error { return ended(tx, Withheld) })
	}
	head, err := w.n.headLine(ctx, w.n.catalogue.Speaker(r.language))
	if err != nil {
		return err
	}
	l, err := w.n.digest(shown, *r, job.Args.Day, head)
	if err != nil {
		return err
	}
	return w.deliver(ctx, job, l, ended)
}

// split parts the notices of a day into those the letter tells and those it leaves out.
func split(rows []Notice, shown []Item) (told, left []ID) {
	in := map[ID]bool{}
	for _, i := range shown {
		in[i.ID] = true
		told = append(told, i.ID)
	}
	for _, row := range rows {
		if !in[row.ID] {
			left = append(left, row.ID)
		}
	}
	return told, left
}

// gather puts those of a kind in one thread together, at the place of the newest, as the page does.
func gather(items []Item) []Item {
	type kind struct{ topic, verb string }
	total := map[kind]int{}
	for _, i := range items {
		total[kind{i.Topic, i.Verb}]++
	}
	var all []Item
	for at := len(items) - 1; at >= 0; at-- {
		i := items[at]
		k := kind{i.Topic, i.Verb}
		if isGathered(i.Verb) {
			if total[k] == 0 {
				continue
			}
			i.Count, total[k] = total[k], 0
		}
		all = append(all, i)
	}
	return all
}

// digest writes the letter of the day. Head is where the register stands.
func (n *Notices) digest(items []Item, r reader, day, head string) (mail.Letter, error) {
	if len(items) == 0 {
		return n.bareHead(r, day, head)
	}
	t := n.catalogue.Speaker(r.language)
	s := n.blank(t, r.name)
	s.Subject = subject(t, t.Count("mail.digest_subject", len(items)))
	s.Intro = t.Count("mail.digest_intro", len(items))
	for _, i := range gather(items) {
		s.Items = append(s.Items, n.point(t, i, r))
	}
	s.After = head
	s.Why, s.Change, s.Settings = t.Say("mail.digest_why"), t.Say("mail.change"), n.address(r.language, "/account")
	l, err := n.write(s, "day."+day+"."+string(r.Person))
	l.To, l.ToName = r.email, r.name
	if first := items[0].QueuedAt; first != nil {
		l.At = morning(*first, r.zone())
	}
	return l, err
}
