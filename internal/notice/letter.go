package notice

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/store"
)

//go:embed letter.html
var letterFile embed.FS

// letterWorker sends the letter of one notice.
type letterWorker struct {
	river.WorkerDefaults[LetterArgs]
	n *Notices
}

// Work sends, unless she has read it, was told already, wants no mail any more or may no longer see what it is about. A crash
// between sending and noting it sends the same letter again, under the same Message-ID.
func (w *letterWorker) Work(ctx context.Context, job *river.Job[LetterArgs]) error {
	var one Notice
	err := w.n.r.Read(ctx).Where("id = ?", job.Args.Notice).Take(&one).Error
	if fault.Is(store.Found(err), fault.ReasonNotFound) || one.MailedAt != nil || one.ReadAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return w.n.deliver(ctx, one.PersonID, account.AtOnce, []Notice{one}, "notice-"+one.ID)
}

// deliver writes and sends one letter about some notices of one person.
func (n *Notices) deliver(ctx context.Context, id policy.PersonID, mode account.MailMode, notices []Notice, letterID string) error {
	people, err := n.accounts.Addressees(ctx, id)
	if err != nil || len(people) == 0 || people[0].MailMode != mode {
		return err
	}
	items, err := n.stillSeen(ctx, id, notices)
	if err != nil || len(items) == 0 {
		return err
	}
	l, err := n.compose(people[0], items)
	if err != nil {
		return err
	}
	l.MessageID = n.messageID(letterID)
	if err := n.sender.Send(ctx, l); err != nil {
		return err
	}
	return n.r.Loose(ctx, func(tx *gorm.DB) error {
		now := n.r.Now()
		for _, item := range items {
			if err := tx.Model(&Notice{ID: item.ID}).Update("mailed_at", now).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// stillSeen gives the items she may see at this moment.
func (n *Notices) stillSeen(ctx context.Context, id policy.PersonID, notices []Notice) ([]Item, error) {
	actors, err := n.actors(ctx, []policy.PersonID{id})
	if err != nil {
		return nil, err
	}
	items, err := n.items(ctx, notices)
	if err != nil {
		return nil, err
	}
	var seen []Item
	for _, item := range items {
		if item.Card.Noun != "" && actors[id].Sees(item.Card.Access, n.r.Now()) {
			seen = append(seen, item)
		}
	}
	return seen, nil
}

// letterView is what the letter's template gets: ready sentences.
type letterView struct {
	Tag, Greeting, Intro, Why, Change, House string
	Lines                                    []letterLine
	Account                                  string
}

type letterLine struct{ What, Title, TitleTag, Who, Note, Link, Open string }

func (n *Notices) compose(to account.Addressee, items []Item) (mail.Letter, error) {
	t := n.words.Speaker(lang.Code(to.Language))
	v := letterView{Tag: t.Tag(), House: t.Say("web.name"), Greeting: t.Say("letter.greeting", fault.Args{"Name": to.Name}),
		Why: t.Say("letter.why"), Change: t.Say("letter.change"), Account: n.origin + "/" + to.Language + "/account"}
	for _, item := range items {
		title, in := item.Card.Title(to.Language)
		line := letterLine{What: t.Of("notice", item.Verb), Title: title, Note: item.Note, Link: n.origin + "/" + to.Language + item.Card.Path,
			Open: t.Say("letter.open")}
		if item.Actor != "" && item.Actor != "system" {
			line.Who = item.Actor
		}
		if in != to.Language && lang.Code(in).Valid() {
			line.TitleTag = lang.Code(in).Tag()
		}
		v.Lines = append(v.Lines, line)
	}
	subject := t.Count("letter.subject_many", len(items))
	if len(items) == 1 {
		subject = v.Lines[0].What + ": " + v.Lines[0].Title
	}
	html, err := render(v)
	return mail.Letter{To: to.Email, ToName: to.Name, FromName: v.House, Subject: subject, Text: plain(v), HTML: html, Language: t.Code().Tag(),
		References: []string{n.messageID(items[0].Noun + "-" + items[0].NounID)}, At: items[len(items)-1].At, ListUnsubscribe: v.Account}, err
}

// messageID makes an id of a letter that is the same for every repeat.
func (n *Notices) messageID(name string) string {
	host := "forum.localhost"
	if u, err := url.Parse(n.origin); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return name + "@" + host
}

func render(v letterView) (string, error) {
	page, err := template.ParseFS(letterFile, "letter.html")
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = page.Execute(&b, v)
	return b.String(), err
}

// plain is the same letter as text.
func plain(v letterView) string {
	var b strings.Builder
	b.WriteString(v.Greeting + "\n")
	if v.Intro != "" {
		b.WriteString("\n" + v.Intro + "\n")
	}
	for _, l := range v.Lines {
		b.WriteString("\n" + l.What + "\n")
		for _, more := range []string{l.Title, l.Who, l.Note, l.Link} {
			if more != "" {
				b.WriteString("  " + strings.ReplaceAll(more, "\n", "\n  ") + "\n")
			}
		}
	}
	b.WriteString("\n" + v.Why + "\n" + v.Change + " " + v.Account + "\n\n" + v.House + "\n")
	return b.String()
}

// secretWorker sends the link of a slip.
type secretWorker struct {
	river.WorkerDefaults[SecretArgs]
	n *Notices
}

// Work sends the link, then takes it out of the outbox.
func (w *secretWorker) Work(ctx context.Context, job *river.Job[SecretArgs]) error {
	n := w.n
	var waiting []account.SecretMail
	if err := n.r.Read(ctx).Where("slip_id = ?", job.Args.Slip).Find(&waiting).Error; err != nil || len(waiting) == 0 {
		return err
	}
	s := waiting[0]
	t := n.words.Speaker(s.Language)
	path := map[account.Purpose]string{account.ForInvite: "/join/", account.ForReset: "/reset/", account.ForEmail: "/email/"}[s.Purpose]
	v := letterView{Tag: t.Tag(), House: t.Say("web.name"), Greeting: t.Say("letter.greeting", fault.Args{"Name": s.Name}),
		Intro: t.Of("letter.secret", string(s.Purpose)), Why: t.Say("letter.secret_until", fault.Args{"Until": t.DateTime(s.ExpiresAt, lang.Beijing)}),
		Change: t.Say("letter.secret_not_you"), Account: n.origin + "/" + string(s.Language) + "/help"}
	v.Lines = []letterLine{{What: t.Say("letter.secret_link"), Link: n.origin + "/" + string(s.Language) + path + s.Secret, Open: t.Say("letter.open")}}
	html, err := render(v)
	if err != nil {
		return err
	}
	err = n.sender.Send(ctx, mail.Letter{MessageID: n.messageID("slip-" + string(s.SlipID)), To: s.Address, ToName: s.Name, FromName: v.House, Subject: t.Of("letter.secret_subject", string(s.Purpose)),
		Text: plain(v), HTML: html, Language: t.Code().Tag(), At: s.ExpiresAt})
	if err != nil {
		return err
	}
	return n.r.Loose(ctx, func(tx *gorm.DB) error {
		_, _, err := n.accounts.TakeMail(tx, s.SlipID)
		return err
	})
}

// Waiting tells how many letters wait to be sent, and since when the oldest does: zero when none does.
func (n *Notices) Waiting(ctx context.Context) (int, time.Time, error) {
	var rows []struct{ CreatedAt time.Time }
	err := n.r.Read(ctx).Table("river_job").Select("created_at").Where("state IN ?", []string{"available", "retryable", "scheduled", "running", "pending"}).
		Order("created_at").Limit(10_000).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, time.Time{}, store.Found(err)
	}
	return len(rows), rows[0].CreatedAt, nil
}
