package notice

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// heads are the letters of the day that auditors get because the register has grown, whether or not there is anything to tell
// them. Each letter of the day carries the register's head: in mailboxes it is out of reach of whoever has the database in hand, and
// a cut or rewritten tail can be found by it.
func (n *Notices) heads(tx *gorm.DB, entries []register.Entry) ([]Notice, error) {
	now := n.r.Now()
	if last := entries[len(entries)-1]; now.Sub(last.At) > news {
		return nil, nil
	}
	var auditors []policy.PersonID
	err := tx.Model(&account.Grant{}).Where("office = ? AND state IN ?", policy.Auditor, account.HeldOffices()).Order("person_id").Pluck("person_id", &auditors).Error
	if err != nil || len(auditors) == 0 {
		return nil, err
	}
	readers, err := readersOf(tx, auditors, now)
	if err != nil {
		return nil, err
	}
	var rows []Notice
	for _, id := range distinct(auditors) {
		r, there := readers[id]
		if !there || r.email == "" || r.mode != account.Daily {
			continue
		}
		due := morning(*wall(), r.zone())
		rows = append(rows, Notice{PersonID: id, Mail: Daily, Digest: lang.ISO(due, r.zone()), due: due})
	}
	return rows, nil
}

// headLine says where the register stands; empty while it has no entry.
func (n *Notices) headLine(ctx context.Context, t *lang.Speaker) (string, error) {
	seq, hash, err := n.r.Head(ctx)
	if err != nil || seq == 0 {
		return "", err
	}
	return t.Say("mail.head", fault.Args{"Head": fmt.Sprintf("%d:%s", seq, hash)}), nil
}

// bareHead is the letter of a day on which an auditor is told nothing else.
func (n *Notices) bareHead(r reader, day, head string) (mail.Letter, error) {
	t := n.catalogue.Speaker(r.language)
	s := n.blank(t, r.name)
	s.Subject, s.After = subject(t, t.Say("mail.head_subject")), head
	s.Why, s.Change, s.Settings = t.Say("mail.head_why"), t.Say("mail.change"), n.address(r.language, "/account")
	l, err := n.write(s, "day."+day+"."+string(r.Person))
	l.To, l.ToName = r.email, r.name
	return l, err
}
