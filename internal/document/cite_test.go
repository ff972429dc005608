package document_test

import (
	"strings"
	"testing"

	"sametable/internal/document"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// cite lets a noun of this test's own cite documents.
func (r room) cite(id string, class policy.Class, documents ...document.ID) error {
	return r.r.Act(r.Context(), sits("li", policy.Titular), func(tx *register.Tx) error {
		ref, access := policy.Ref{Noun: "proposal", ID: id}, policy.Access{Class: class, Forum: "hd"}
		tx.Permit(policy.Allow(ref.Noun, ref.ID, "cite"))
		tx.Put(register.Card{Noun: ref.Noun, NounID: ref.ID, Reference: strings.ToUpper(id), Language: "en", TitleEn: "A proposal", Path: "/p/" + id, Access: access})
		tx.Enter(register.Note{Noun: ref.Noun, ID: ref.ID, Verb: "proposal.cited", Access: access})
		return document.Cite(tx, ref, documents)
	})
}

// citing gives the references of what cites a document, as somebody sees it.
func (r room) citing(viewer policy.Actor, d document.Document) string {
	r.Helper()
	cards, err := r.CitedBy(r.Context(), viewer, d.ID)
	if err != nil {
		r.Fatal(err)
	}
	counts, err := r.Citing(r.Context(), viewer, []document.ID{d.ID})
	if err != nil || counts[d.ID] != len(cards) {
		r.Errorf("%d are counted, %d shown: %v", counts[d.ID], len(cards), err)
	}
	var all []string
	for _, c := range cards {
		all = append(all, c.Reference)
	}
	return strings.Join(all, " ")
}

// of gives the numbers of what a proposal cites.
func (r room) of(id string) string {
	r.Helper()
	documents, err := r.Cited(r.Context(), policy.Ref{Noun: "proposal", ID: id})
	if err != nil {
		r.Fatal(err)
	}
	var all []string
	for _, d := range documents {
		all = append(all, d.Cited())
	}
	return strings.Join(all, " ")
}

func TestWhatCitesADocument(t *testing.T) {
	rooms(t, func(r room) {
		first := r.add(opinions())
		form := opinions()
		form.Number, form.Dated = "国发〔2016〕36号", "2016-06-13"
		second := r.add(form)
		visitor, member := policy.Actor{}, sits("wang", policy.Observer)
		must := func(err error) {
			r.Helper()
			if err != nil {
				r.Fatal(err)
			}
		}
		must(r.cite("b", policy.Public, second.ID, first.ID, first.ID))
		must(r.cite("a", policy.Members, first.ID))
		for _, c := range []struct{ what, got, want string }{
			{"a visitor sees of the first", r.citing(visitor, first), "B"}, {"a member sees of the first", r.citing(member, first), "A B"},
			{"of the second", r.citing(visitor, second), "B"}, {"b cites", r.of("b"), "国发〔2016〕13号 国发〔2016〕36号"},
			{"a cites", r.of("a"), "国发〔2016〕13号"}, {"nothing cites", r.of("c"), ""},
		} {
			if c.got != c.want {
				r.Errorf("%s %q, want %q", c.what, c.got, c.want)
			}
		}
		_, err := r.Withdraw(r.Context(), sits("li", policy.Titular), document.Withdrawal{Key: first.Key(), Reason: "重复。"})
		must(err)
		must(r.cite("b", policy.Public, first.ID)) // it stays where it was, and the other one goes
		if r.citing(visitor, second) != "" || r.of("b") != "国发〔2016〕13号" {
			r.Errorf("cited: %q and %q", r.citing(visitor, second), r.of("b"))
		}
		for name, id := range map[string]document.ID{"withdrawn": first.ID, "unknown": "nothing"} {
			if err := r.cite("c", policy.Public, second.ID, id); beside(err) != "documents document.not_to_cite" {
				r.Errorf("%s: %s", name, beside(err))
			}
		}
		if r.citing(visitor, second) != "" {
			r.Error("what was refused has left a trace")
		}
		must(r.cite("b", policy.Public))
		if r.of("b") != "" {
			r.Error("what cites nothing any more still does")
		}
	})
}

// A citation belongs to what cites: nobody changes it in an act that has no leave to change that.
func TestACitationTakesLeaveOfWhatCites(t *testing.T) {
	rooms(t, func(r room) {
		d := r.add(opinions())
		err := r.r.Act(r.Context(), sits("li", policy.Titular), func(tx *register.Tx) error {
			return document.Cite(tx, policy.Ref{Noun: "proposal", ID: "a"}, []document.ID{d.ID})
		})
		if err == nil || !strings.Contains(err.Error(), "without a permit") {
			r.Errorf("%v", err)
		}
	})
}
