package search

import (
	"strings"

	"gorm.io/gorm"

	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
	"sametable/internal/text"
)

// answers are found once they are issued, of those the replies: by the sentence that says it all in each language it has, by verdicts,
// reasons and who signs in the language they were written in, by the authority, and by title and reference of the proposal. What
// authorities think beside it and ratings are for fewer readers than one access says, and are in no index.
func answers(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []handling.Answer
	err := tx.Where("id IN ? AND kind = ? AND state = ?", ids, handling.Reply, handling.Given).Order("given_at, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	about, err := aboutThem(tx, pick(rows, func(a handling.Answer) string { return a.ProposalID }))
	if err != nil {
		return nil, err
	}
	vs, err := versions(tx, pick(rows, func(a handling.Answer) string { return a.VersionID }))
	if err != nil {
		return nil, err
	}
	bodies, err := organisationsOf(tx, pick(rows, func(a handling.Answer) string { return string(a.AnswersFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, a := range rows {
		v, p, authority := vs[a.VersionID], about.proposals[a.ProposalID], bodies[a.AnswersFor]
		if v.ID == "" || v.Erased {
			continue
		}
		like := index.Doc{Noun: handling.AnswerNoun, NounID: a.ID, Kind: handling.AnswerNoun, Parent: p.ID, Access: a.Access, ForumKey: a.ForumKey,
			VoiceID: a.AnswersFor, VoiceKind: authority.Kind, At: *a.GivenAt, Also: wholes(p.Reference)}
		for _, language := range []string{"zh", "en", "sv"} {
			core, in := a.Core(language)
			if in != language {
				continue
			}
			d := like
			d.Language, d.State, d.Title = language, string(text.Drafted), about.title(p, language)
			d.Body = strings.Join(append([]string{core, authority.Name(language)}, verdictsIn(a, language)...), "\n")
			if language == v.Language {
				d.State, d.Body = string(text.Original), strings.Join([]string{markup.Render(v.Source).Text, authority.Name(language), a.Signer, a.Number}, "\n")
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// verdictsIn names the verdicts of a reply in a language, each once.
func verdictsIn(a handling.Answer, language string) []string {
	var said []string
	seen := map[string]bool{}
	for _, v := range a.Measures() {
		if !seen[v.Verdict] {
			seen[v.Verdict] = true
			said = append(said, handling.VerdictWord(language, v.Verdict))
		}
	}
	return said
}

// titles are what some proposals are called in the languages they have.
type titles struct {
	proposals    map[string]proposal.Proposal
	versions     map[string]text.Version
	translations map[string][]text.Translation
}

func (t titles) title(p proposal.Proposal, language string) string {
	return titleIn(language, t.versions[p.VersionID], t.translations[p.TextID])
}

// aboutThem reads proposals that something else is about.
func aboutThem(tx *gorm.DB, ids []string) (t titles, err error) {
	var of []proposal.Proposal
	if err := tx.Where("id IN ?", ids).Find(&of).Error; err != nil {
		return t, store.Found(err)
	}
	t.proposals = map[string]proposal.Proposal{}
	for _, p := range of {
		t.proposals[p.ID] = p
	}
	if t.versions, err = versions(tx, pick(of, func(p proposal.Proposal) string { return p.VersionID })); err != nil {
		return t, err
	}
	t.translations, err = translations(tx, pick(of, func(p proposal.Proposal) string { return p.TextID }))
	return t, err
}

// organisationsOf reads organisations by their ids.
func organisationsOf(tx *gorm.DB, ids []string) (map[policy.OrganisationID]organisation.Organisation, error) {
	var rows []organisation.Organisation
	err := tx.Where("id IN ?", ids).Find(&rows).Error
	byID := map[policy.OrganisationID]organisation.Organisation{}
	for _, o := range rows {
		byID[o.ID] = o
	}
	return byID, store.Found(err)
}
