package byletter

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// Matter is what a letter is about, and what its judgement needs to know.
type Matter struct {
	Sheet     drafting.Sheet     // of a new version
	Signature cosign.Cosignature // of a take-over
	Statement proposal.Statement // of the withdrawal of one
	Known     Known
}

// markOf is what somebody has asked for, as a mark: a letter for something else confirms nothing.
func markOf(who policy.PersonID, since *time.Time, words string) string {
	at := ""
	if since != nil {
		at = since.UTC().Format(time.RFC3339Nano)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(who), at, words}, "\x00")))
	return hex.EncodeToString(sum[:])
}

func withdrawalMark(p proposal.Proposal) string { return markOf(p.EndsBy, p.EndsSince, p.EndsWhy) }

func takeOverMark(c cosign.Cosignature) string { return markOf(c.HeirBy, &c.StateSince, c.ID) }

// matters are what some letters are about, by kind and id.
type matters struct {
	sheets     map[string]drafting.Sheet
	signatures map[string]cosign.Cosignature
	statements map[string]proposal.Statement
	sit        map[string]bool // "forum organisation", of those that have a statement
}

// byID reads rows of some ids; none are asked for without any.
func byID[T any](db *gorm.DB, ids []string, id func(T) string) (map[string]T, error) {
	all := map[string]T{}
	if len(ids) == 0 {
		return all, nil
	}
	var found []T
	err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ?", ids).Find(&found).Error
	for _, row := range found {
		all[id(row)] = row
	}
	return all, err
}

func (s *Letters) read(db *gorm.DB, letters []Letter) (m matters, err error) {
	ids := map[About][]string{}
	for _, l := range letters {
		id := l.Matter
		if l.Says() == Revision {
			id = l.SheetID
		}
		ids[l.Says()] = append(ids[l.Says()], id)
	}
	if m.sheets, err = byID(db, ids[Revision], func(sh drafting.Sheet) string { return sh.ID }); err != nil {
		return m, err
	}
	if m.signatures, err = byID(db, ids[TakeOver], func(c cosign.Cosignature) string { return c.ID }); err != nil {
		return m, err
	}
	if m.statements, err = byID(db, ids[Statement], func(st proposal.Statement) string { return st.ID }); err != nil || len(m.statements) == 0 {
		return m, err
	}
	var senders []policy.OrganisationID
	for _, st := range m.statements {
		senders = append(senders, st.StatedFor)
	}
	m.sit, err = s.sit(db, senders)
	return m, err
}

// sit tells in which forums which of some organisations sit with a vote, as far as they are accredited.
func (s *Letters) sit(db *gorm.DB, orgs []policy.OrganisationID) (map[string]bool, error) {
	var found []struct {
		organisation.Organisation
		In policy.ForumID
	}
	err := db.Session(&gorm.Session{NewDB: true}).Table("organisations").Select("organisations.*, seats.forum_id AS \"in\"").
		Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL AND seats.voting").Where("organisations.id IN ?", orgs).Scan(&found).Error
	all := map[string]bool{}
	for _, o := range found {
		if o.Accredited(s.r.Now()) {
			all[seat(o.In, o.ID)] = true
		}
	}
	return all, err
}

func seat(in policy.ForumID, org policy.OrganisationID) string { return string(in) + " " + string(org) }

// know reads what some letters are about, by id, in as many queries for one as for all.
func (s *Letters) know(db *gorm.DB, letters []Letter, of map[string]proposal.Proposal) (map[string]Matter, error) {
	found, err := s.read(db, letters)
	if err != nil {
		return nil, err
	}
	var signers []policy.PersonID
	for _, sh := range found.sheets {
		signers = append(signers, sh.AskedBy)
	}
	for _, c := range found.signatures {
		signers = append(signers, c.HeirBy)
	}
	for _, p := range of {
		signers = append(signers, p.EndsBy)
	}
	standings, err := s.forums.StandingsIn(db, signers)
	if err != nil {
		return nil, err
	}
	holds := func(who policy.PersonID, in policy.ForumID, mandate policy.MandateID) bool {
		held := standings[who].Actor(who).Voices(in, s.r.Now())
		return who != "" && slices.ContainsFunc(held, func(m policy.Mandate) bool { return m.ID == mandate })
	}
	all, now := map[string]Matter{}, s.r.Now()
	for _, l := range letters {
		p, m := of[l.ProposalID], Matter{Known: Known{Mandated: true, Sits: true, InTime: true, Newer: true}}
		switch l.Says() {
		case Revision:
			sh := found.sheets[l.SheetID]
			m.Sheet, m.Known.Mandated = sh, holds(sh.AskedBy, l.ForumID, sh.AskedMandate)
			m.Known.Waits = p.State == proposal.Consultation && !p.Takes(now) && sh.Asked() && sh.Version == l.SheetVersion && sh.OrganisationID == l.SentFor
			m.Known.Over = p.State != proposal.Consultation || sh.ID == "" || sh.Version != l.SheetVersion
		case Withdrawal:
			m.Known.Mandated = holds(p.EndsBy, l.ForumID, p.EndsMandate)
			m.Known.Waits = p.State == proposal.Consultation && p.EndsBy != "" && p.ProposedFor == l.SentFor && l.Mark == withdrawalMark(p)
			m.Known.Over = !m.Known.Waits
		case TakeOver:
			c := found.signatures[l.Matter]
			m.Signature, m.Known.Mandated = c, holds(c.HeirBy, l.ForumID, c.HeirMandate)
			m.Known.Waits = p.Orphaned(now) && c.State == cosign.Taking && c.SignsFor == l.SentFor && l.Mark == takeOverMark(c)
			m.Known.Over = !m.Known.Waits
		case Statement:
			m.Statement = found.statements[l.Matter]
			m.Known = l.withdraws(p, m.Statement)
			m.Known.Sits = found.sit[seat(l.ForumID, l.SentFor)]
		}
		all[l.ID] = m
	}
	return all, nil
}

// withdraws is what the letter needs to know that withdraws a statement. While the organisation has something newer on its way itself, no
// letter withdraws what it said before.
func (l Letter) withdraws(p proposal.Proposal, st proposal.Statement) Known {
	over := p.State != proposal.Consultation || !st.Stands || l.Mark != st.Standing.VersionID
	waits := !over && st.State != proposal.Confirming && st.StatedFor == l.SentFor
	st.Dated, st.Received = l.Dated, l.Received
	return Known{Waits: waits, Over: over, Mandated: true, InTime: p.InTime(st.Position), Newer: st.Newer(), Until: p.ClosesAt}
}
