package app_test

import (
	"context"
	"fmt"
	"testing"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/thread"
)

// scene is the demo world with what the scenarios add: a second administrator, and as many newcomers as they ask for.
type scene struct {
	*testing.T
	*house.House
	ctx     context.Context
	made    int
	outcome string            // of the proposals that are written; empty: better services
	people  map[string]string // who is meant by a name that a table writes in capitals
	hasty   bool              // whoever tries something has an old page before her, and has filled nothing in
}

// page is the version that a form carries, and typed what stands in it.
func (s *scene) page(version int) int {
	if s.hasty {
		return version - 1
	}
	return version
}

func (s *scene) typed(text string) string {
	if s.hasty {
		return ""
	}
	return text
}

func (s *scene) as(who string) policy.Actor {
	s.Helper()
	if meant := s.people[who]; meant != "" {
		who = meant
	}
	return s.Actor(s.T, who)
}

func (s *scene) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *scene) open() {
	s.Helper()
	s.joins("provadm", s.org("sambord").ID, "mats", false)
	g, err := s.Rooms.Accounts.ProposeOffice(s.ctx, s.as("mats"), account.OfficeProposal{Person: s.Person(s.T, "provadm"), Office: string(policy.Administrator)})
	s.must(err)
	_, err = s.Rooms.Accounts.DecideOffice(s.ctx, s.as("anna"), account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "grant"})
	s.must(err)
}

// next is a number that nothing here had before.
func (s *scene) next() int {
	s.made++
	return s.made
}

// joins lets somebody new join an organisation, invited by one of the world.
func (s *scene) joins(username string, id policy.OrganisationID, by string, focal bool) string {
	s.Helper()
	h, err := s.Rooms.Organisations.Invite(s.ctx, s.as(by), account.Invitation{Organisation: id, FocalPoint: focal, Language: "zh"})
	s.must(err)
	_, err = s.Rooms.Organisations.Join(s.ctx, h.Secret, organisation.Registration{JoinForm: account.JoinForm{Username: username, Name: "新例人",
		Latin: "XIN Liren", Password: phrase, Language: "zh"}})
	s.must(err)
	return username
}

// phrase is what newcomers sign in with.
const phrase = "seven lamps above the river 7"

// newcomer is somebody new of an organisation of the world.
func (s *scene) newcomer(key, by string) string {
	s.Helper()
	return s.joins(fmt.Sprintf("prov%d", s.next()), s.org(key).ID, by, false)
}

func (s *scene) person(who string) account.Person {
	s.Helper()
	var p account.Person
	s.must(s.Store.Read(s.ctx).Where("username = ?", who).Take(&p).Error)
	return p
}

func (s *scene) org(key string) organisation.Organisation {
	s.Helper()
	var o organisation.Organisation
	s.must(s.Store.Read(s.ctx).Where("key = ?", key).Take(&o).Error)
	return o
}

func (s *scene) membership(who string) organisation.Membership {
	s.Helper()
	var m organisation.Membership
	s.must(s.Store.Read(s.ctx).Where("person_id = ?", s.Person(s.T, who)).Order("since DESC").Take(&m).Error)
	return m
}

func (s *scene) post(id string) thread.Post {
	s.Helper()
	var p thread.Post
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&p).Error)
	return p
}

func (s *scene) thread(where, value string) thread.Thread {
	s.Helper()
	var t thread.Thread
	s.must(s.Store.Read(s.ctx).Where(where+" = ?", value).Take(&t).Error)
	return t
}

func (s *scene) mandate(id policy.MandateID) forum.Mandate {
	s.Helper()
	var m forum.Mandate
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&m).Error)
	return m
}
