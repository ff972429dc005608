package notice

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/store"
)

// linkWorker mails one-time links. The secret stays in the outbox until the letter is out, and is deleted in the transaction that
// says so; it is in no job and no log.
type linkWorker struct{ errand[linkJob] }

// Work writes the letter, unless the link was used, replaced or revoked, or ran out, in the meantime.
func (w *linkWorker) Work(ctx context.Context, job *river.Job[linkJob]) error {
	var waiting []account.SecretMail
	if err := w.n.r.Read(ctx).Where("slip_id = ?", job.Args.Slip).Find(&waiting).Error; err != nil || len(waiting) == 0 {
		return store.Found(err)
	}
	gone := func(tx *gorm.DB, _ Mail) error {
		_, _, err := w.n.accounts.TakeMail(tx, job.Args.Slip)
		return err
	}
	if !w.n.r.Now().Before(waiting[0].ExpiresAt) {
		return w.end(ctx, job, func(tx *gorm.DB) error { return gone(tx, Withheld) })
	}
	l, err := w.n.link(waiting[0], job.CreatedAt)
	if err != nil {
		return err
	}
	return w.deliver(ctx, job, l, gone)
}

// pages are where the links lead.
func pages() map[account.Purpose]string {
	return map[account.Purpose]string{account.ForInvite: "/join/", account.ForReset: "/reset/", account.ForEmail: "/email/"}
}

// link writes the letter with a one-time link, dated when it was queued.
func (n *Notices) link(m account.SecretMail, at time.Time) (mail.Letter, error) {
	code := m.Language
	if !code.Valid() {
		code = lang.Chinese
	}
	t := n.catalogue.Speaker(code)
	s := n.blank(t, m.Name)
	if m.Name == "" {
		s.Greeting = t.Say("mail.greeting_nameless")
	}
	purpose := string(m.Purpose)
	s.Subject = subject(t, t.Of("mail.link_subject", purpose))
	s.Items = []point{plain(t.Of("mail.link_text", purpose))}
	s.Link, s.Open = n.address(code, pages()[m.Purpose]+m.Secret), t.Of("mail.link_open", purpose)
	s.After = t.Say("mail.link_until", fault.Args{"Until": t.DateTimeBoth(m.ExpiresAt, reader{language: code}.zone())})
	s.Why = t.Of("mail.link_why", purpose)
	l, err := n.write(s, "link."+string(m.SlipID))
	l.To, l.ToName, l.At = m.Address, m.Name, at
	return l, err
}
