package world

import (
	"slices"
	"strings"
	"time"
)

func (w *World) checkForum(f *findings, forum *Forum) {
	k := forum.Key
	f.text(forum.Name, "name of forum "+k)
	f.text(forum.Purpose, "purpose of forum "+k)
	f.text(forum.Scope, "scope of forum "+k)
	w.checkCharter(f, forum)
	q := forum.Rules.Quorum
	f.want(q.Needed == q.Need(len(forum.Seats)), "forum %s: quorum %d, its share of %d seats gives %d", k, q.Needed, len(forum.Seats), q.Need(len(forum.Seats)))
	for _, m := range forum.Moderators {
		p, ok := w.Person(m)
		f.want(ok && p.HasOffice("moderator"), "forum %s: moderator %s", k, m)
	}
	w.checkSeats(f, forum)
	for _, o := range forum.Officers {
		w.checkMember(f, forum, o.Person, o.Organisation)
		f.want(o.From.Before(o.Until) && !o.From.Before(forum.ActiveSince), "forum %s: interval of %s %s", k, o.Role, o.Person)
	}
	for _, role := range []string{"convener", "chair", "secretary"} {
		f.want(w.filled(forum, role), "forum %s: the office of %s is not filled by one person at every time", k, role)
	}
	for _, a := range forum.Attendants {
		w.checkMember(f, forum, a.Person, a.Organisation)
		o, ok := w.Organisation(a.Organisation)
		f.want(ok && !o.Votes(), "forum %s: %s sits in attendance for an organisation that votes", k, a.Person)
	}
	for _, r := range forum.Responders {
		w.checkMember(f, forum, r.Person, r.Organisation)
		seated := slices.ContainsFunc(forum.Seats, func(s Seat) bool { return s.Organisation == r.Organisation })
		f.want(seated, "forum %s: %s answers for an authority without a seat", k, r.Person)
	}
}

func (w *World) checkSeats(f *findings, forum *Forum) {
	seen := map[string]bool{}
	for _, s := range forum.Seats {
		f.want(!seen[s.Organisation], "forum %s: %s has two seats", forum.Key, s.Organisation)
		seen[s.Organisation] = true
		o, ok := w.Organisation(s.Organisation)
		f.want(ok && o.Votes(), "forum %s: %s may not hold a seat", forum.Key, s.Organisation)
		w.checkMember(f, forum, s.Titular, s.Organisation)
		if s.Alternate != "" {
			w.checkMember(f, forum, s.Alternate, s.Organisation)
			f.want(s.Alternate != s.Titular, "forum %s: titular and alternate of %s are one person", forum.Key, s.Organisation)
		}
		f.want(s.ConfirmedAt.Before(forum.ActiveSince), "forum %s: mandates of %s confirmed after the founding", forum.Key, s.Organisation)
	}
}

func (w *World) checkMember(f *findings, forum *Forum, username, organisation string) {
	p, ok := w.Person(username)
	f.want(ok && p.Organisation == organisation, "forum %s: %s does not belong to %s", forum.Key, username, organisation)
}

// filled says whether exactly one person holds the office on each day from the founding to the demo day.
func (w *World) filled(forum *Forum, role string) bool {
	for at := forum.ActiveSince; at.Before(w.StartsAt); at = at.Add(24 * time.Hour) {
		n := 0
		for _, o := range forum.Officers {
			if o.Role == role && !at.Before(o.From) && at.Before(o.Until) {
				n++
			}
		}
		if n != 1 {
			return false
		}
	}
	return true
}

func (w *World) checkCharter(f *findings, forum *Forum) {
	c, k := forum.Charter, forum.Key
	f.text(c.Text, "charter of forum "+k)
	f.want(c.ReviewAt.Before(c.ConsultationFrom) && c.ConsultationUntil.Before(c.AdoptedAt), "charter %s: days out of order", k)
	f.want(c.ConsultationUntil.Sub(c.ConsultationFrom) >= 14*24*time.Hour, "charter %s: consultation shorter than 14 days", k)
	f.want(c.AdoptedAt.Equal(forum.ActiveSince), "charter %s: adopted and forum active differ", k)
	zh := Blocks(c.Text.ZH)
	for _, l := range Languages() {
		blocks := Blocks(c.Text.In(l))
		f.want(len(blocks) == len(zh), "charter %s: %d blocks in %s, %d in zh", k, len(blocks), l, len(zh))
		for i := 0; i < min(len(blocks), len(zh)); i++ {
			f.want(heading(blocks[i]) == heading(zh[i]), "charter %s: block %d in %s is of another rank than in zh", k, i+1, l)
		}
		if e := forum.EditorialChange; e != nil {
			f.want(strings.Count(c.Text.In(l), e.Before.In(l)) == 1 && e.After.In(l) != "", "charter %s: words of the editorial change in %s", k, l)
		}
	}
}

// Blocks cuts a charter into its headings and paragraphs.
func Blocks(text string) []string { return strings.Split(text, "\n\n") }

func heading(block string) int { return len(block) - len(strings.TrimLeft(block, "#")) }
