package notice

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sametable/internal/account"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// Item is a notice with what it takes to say it, as things stand now.
type Item struct {
	Notice
	Count         int // how many unread ones of its kind it stands for; at least 1
	Entry         register.Entry
	Values        map[string]string // the entry's, without those that were erased
	Card          register.Card     // of the noun; empty where it has none
	Forum         register.Card     // of the forum it is in; empty where it is in none
	persons       map[policy.PersonID]account.Person
	organisations map[policy.OrganisationID]organisation.Organisation
}

// items reads what some notices are about: a constant number of queries for any number of them.
func (n *Notices) items(ctx context.Context, rows []Notice) ([]Item, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	items := make([]Item, len(rows))
	seqs := make([]int64, len(rows))
	for i, row := range rows {
		items[i], seqs[i] = Item{Notice: row, Count: 1, Values: map[string]string{}}, row.Seq
	}
	db := n.r.Read(ctx)
	var entries []register.Entry
	if err := db.Where("seq IN ?", seqs).Find(&entries).Error; err != nil {
		return nil, store.Found(err)
	}
	var values []register.EntryValue
	if err := db.Where("seq IN ? AND NOT erased", seqs).Find(&values).Error; err != nil {
		return nil, store.Found(err)
	}
	cards, err := n.cards(ctx, entries)
	if err != nil {
		return nil, err
	}
	persons, organisations, err := n.names(ctx, entries)
	if err != nil {
		return nil, err
	}
	for i := range items {
		item := &items[i]
		item.persons, item.organisations = persons, organisations
		if at := slices.IndexFunc(entries, func(e register.Entry) bool { return e.Seq == item.Seq }); at >= 0 {
			item.Entry = entries[at]
		}
		for _, v := range values {
			if v.Seq == item.Seq {
				item.Values[v.Name] = v.Text
			}
		}
		item.Card = cards[item.Entry.Ref()]
		item.Forum = cards[policy.Ref{Noun: forum.Noun, ID: string(item.Entry.Forum)}]
	}
	return items, nil
}

// cards reads the cards of the nouns and their forums. Forums are public; whether the reader may see the others was asked before.
func (n *Notices) cards(ctx context.Context, entries []register.Entry) (map[policy.Ref]register.Card, error) {
	var nouns, ids []string
	for _, e := range entries {
		nouns, ids = append(nouns, e.Noun, forum.Noun), append(ids, e.NounID, string(e.Forum))
	}
	var found []register.Card
	err := n.r.Read(ctx).Where("noun IN ? AND noun_id IN ?", distinct(nouns), distinct(ids)).Find(&found).Error
	cards := map[policy.Ref]register.Card{}
	for _, c := range found {
		cards[policy.Ref{Noun: c.Noun, ID: c.NounID}] = c
	}
	return cards, store.Found(err)
}

// names reads how the people and organisations in the entries are called.
func (n *Notices) names(ctx context.Context, entries []register.Entry) (map[policy.PersonID]account.Person, map[policy.OrganisationID]organisation.Organisation, error) {
	var people []policy.PersonID
	var bodies []policy.OrganisationID
	for _, e := range entries {
		people = append(people, e.ActorID, policy.PersonID(e.Fact("person")))
		bodies = append(bodies, e.ActorFor, e.Organisation, signer(e))
	}
	persons, err := n.accounts.Named(ctx, distinct(people)...)
	if err != nil {
		return nil, nil, err
	}
	var found []organisation.Organisation
	err = n.r.Read(ctx).Select("id", "name_zh", "name_en", "name_sv", "name_native").Where("id IN ?", distinct(bodies)).Find(&found).Error
	organisations := map[policy.OrganisationID]organisation.Organisation{}
	for _, o := range found {
		organisations[o.ID] = o
	}
	return persons, organisations, store.Found(err)
}

// own tells whether the entry is about the person who is told: her post, her mandate.
func (i Item) own() bool { return i.Entry.Person != "" && i.Entry.Person == i.PersonID }

// Message is the sentence, for a reader of a language.
func (i Item) Message(language string) fault.Message {
	id := "notice." + i.Verb
	switch {
	case i.Count > 1 && isGathered(i.Verb):
		id = "notice.many." + i.Verb
	case i.own() && slices.Contains(owned(), i.Verb):
		id = "notice.own." + i.Verb
	case i.Noun == ballot.Noun && i.Entry.Fact("subject_noun") == appeal.Noun && slices.Contains(asked(), i.Verb): // it is another question than one on a proposal
		id = "notice.appeal." + i.Verb
	case !slices.Contains(spoken(), id):
		id = "notice.other"
	}
	args := fault.Args{"N": i.Count, "Title": i.title(language), "Reference": i.Reference(),
		"Actor": i.called(language, i.Entry.ActorID, i.Values["actor"]), "Organisation": i.organisation(language),
		"Person":  i.called(language, policy.PersonID(i.Entry.Fact("person")), i.Values["person"]),
		"Meeting": i.Entry.Fact("meeting"), "Number": cmp.Or(minutes.NumberOf(i.Card.Reference, language), i.Reference()),
		"Starts": i.instant("starts"), "Until": i.instant("until"), "Place": i.place(language)}
	return fault.Message{ID: id, Args: args}
}

// instant is a day with its hour that the entry names; where it names none, the sentence sends its reader to the page.
func (i Item) instant(fact string) any {
	at, err := time.Parse(time.RFC3339, i.Entry.Fact(fact))
	if err != nil {
		return fault.Message{ID: "notice.see_page"}
	}
	return at
}

// place is where a meeting is, as the reader reads it.
func (i Item) place(language string) any {
	place := i.Values["place"]
	if language != string(lang.Chinese) {
		place = cmp.Or(i.Values["place_latin"], place)
	}
	if place == "" {
		return fault.Message{ID: "notice.see_page"}
	}
	return lang.Quoted{Text: place, Lang: lang.OfName(place).Tag()}
}

// title is what the noun is called, else the forum it is in.
func (i Item) title(language string) any {
	for _, c := range []register.Card{i.Card, i.Forum} {
		if words, in := c.Title(language); words != "" {
			return lang.Quoted{Text: words, Lang: lang.Code(in).Tag()}
		}
	}
	return fault.Message{ID: "notice.untitled"}
}

// Reference is the noun's reference number, with the place of a post.
func (i Item) Reference() string {
	if i.Card.Reference != "" {
		return i.Card.Reference
	}
	return i.Forum.Reference
}

// called is a person's name as the reader writes it. A name that was erased from the entry is not looked up elsewhere.
func (i Item) called(language string, id policy.PersonID, entered string) any {
	if entered == "" || i.Entry.ActorID == "system" && id == "system" {
		return fault.Message{ID: "notice.somebody"}
	}
	if p, known := i.persons[id]; known && p.Name == entered {
		entered = p.Called(language)
	}
	return lang.Quoted{Text: entered, Lang: lang.OfName(entered).Tag()}
}

// signer is the organisation that signs a proposal too, or has taken it over, where an entry is about that: others may have done it.
func signer(e register.Entry) policy.OrganisationID {
	if e.Verb == "proposal.taken_over" {
		return policy.OrganisationID(e.Fact("to"))
	}
	return policy.OrganisationID(e.Fact("cosigner"))
}

func (i Item) organisation(language string) any {
	about := i.Entry.ActorFor
	if i.Entry.Organisation != "" && (i.Noun == forum.SeatNoun || i.Noun == forum.MandateNoun) { // whoever gives or confirms it acts for another one
		about = i.Entry.Organisation
	}
	if id := signer(i.Entry); id != "" {
		about = id
	}
	if o, known := i.organisations[about]; known {
		name, in := o.Called(language)
		return lang.Quoted{Text: name, Lang: lang.Code(in).Tag()}
	}
	return fault.Message{ID: "notice.an_organisation"}
}

// Reason is the reason that was given, where it went through the gate before it was stored; else "".
func (i Item) Reason() string {
	switch {
	case i.Noun == forum.MandateNoun && i.Verb == "mandate.accepted": // a statement of interests, not a reason
		return ""
	case !slices.Contains([]string{thread.PostNoun, thread.Noun, proposal.Noun, proposal.StatementNoun, ballot.Noun, commitment.Noun, partnership.Noun, handling.Noun, handling.AnswerNoun, appeal.Noun, minutes.Noun, organisation.Noun, forum.MandateNoun, forum.SeatNoun}, i.Noun):
		return ""
	}
	if i.Values["reason"] != "" {
		return i.Values["reason"]
	}
	return i.Values["note"]
}

// Path is where the notice leads, without the language.
func (i Item) Path() string {
	switch {
	case i.Noun == thread.PostNoun && (i.Card.State != thread.Published || i.Verb == "post.removal_proposed"):
		return "/p/" + i.NounID
	case i.Noun == forum.MandateNoun && (i.Verb == "mandate.proposed" || i.Verb == "mandate.accepted"):
		return "/desk"
	case i.Noun == account.Noun && i.NounID == string(i.PersonID):
		return "/account"
	case i.Noun == account.Noun:
		return "/desk"
	case strings.HasPrefix(i.Card.Path, "/"):
		return i.Card.Path
	case strings.HasPrefix(i.Forum.Path, "/"):
		return i.Forum.Path
	}
	return "/desk"
}
