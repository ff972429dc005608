package thread

import (
	"slices"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// voice is for whom, and under which mandate, a person speaks in a forum now.
type voice struct {
	organisation policy.OrganisationID
	mandate      policy.MandateID
	capacity     policy.Capacity
}

// voiceOf gives the mandate a person speaks under, as policy.VoiceIn does; where she must choose, she is asked beside the field. A
// moderator without a mandate speaks for her organisation.
func voiceOf(tx *register.Tx, actor policy.Actor, id policy.ForumID, chosen policy.MandateID) (voice, error) {
	if err := HasVoice(actor, id, tx.Now()); err != nil {
		return voice{}, err
	}
	if len(actor.Voices(id, tx.Now())) == 0 {
		org, _ := actor.SpeaksByOffice(id, tx.Now())
		return voice{organisation: org, capacity: "moderator"}, nil
	}
	m, ok := actor.VoiceIn(id, tx.Now(), chosen)
	if !ok {
		return voice{}, fault.Invalid(fault.Says("mandate", "post.choose_voice", nil))
	}
	return voice{m.Organisation, m.ID, m.Capacity}, nil
}

// HasVoice refuses whoever may not speak in a forum now, whatever she would choose. Pages ask it as well, and say why there is no form.
func HasVoice(actor policy.Actor, id policy.ForumID, now time.Time) error {
	if !policy.May(policy.ReadMembersArea, actor.RolesIn(id, now)) {
		return fault.NotFound()
	}
	if len(actor.Voices(id, now)) > 0 {
		return nil
	}
	if !actor.Has(policy.Moderator) || len(actor.Memberships) == 0 {
		return fault.Forbidden("post.no_voice", nil)
	}
	if _, ok := actor.SpeaksByOffice(id, now); ok {
		return nil
	}
	chosen, member := actor.Member(actor.SpeaksFor)
	if !policy.Stands(actor.Memberships) || member && !chosen.Accredited {
		return fault.Forbidden("post.not_accredited", nil)
	}
	return fault.Forbidden("post.choose_organisation", nil)
}

// stop makes the fault of a form that the gate stopped.
func stop(field string, found safeguard.Finding, explainable bool) error {
	return safeguard.Stop(field, found, explainable)
}

// Look runs the gate over a text as typed and as readers would see it. What only the rendered text shows has no place in the
// typed one, so it is marked from its beginning to its end.
func (s *Threads) Look(source string) safeguard.Finding {
	return text.Look(s.gate, source, s.r.Now())
}

// passed is a text that may be stored, and why it must be held, if it must.
type passed struct {
	draft   text.Draft
	heldFor []string
	explain string
	photo   *Photo
	letter  *Letter
}

const (
	bodyLimit    = 20_000
	explainLimit = 500
)

// pass lets a body through the gate. Nothing is stored or logged before it has. A warning passes with an explanation, and
// then holds the post.
func (s *Threads) pass(language, body, explanation string) (passed, error) {
	var fields fault.Fields
	var p passed
	p.draft.Language = input.Choice(&fields, "language", language, []string{"zh", "en", "sv"})
	p.draft.Source = input.Prose(&fields, "body", body, bodyLimit, true)
	p.explain = input.Prose(&fields, "explanation", explanation, explainLimit, false)
	if err := fields.Err(); err != nil {
		return p, err
	}
	if found := s.Look(p.explain); len(found) > 0 {
		return p, stop("explanation", found, false)
	}
	found := s.Look(p.draft.Source)
	if found.Blocks() || found.Hotline() || (found.Warns() && p.explain == "") {
		return p, stop("body", found, true)
	}
	for _, h := range found {
		p.draft.Hits = append(p.draft.Hits, text.Hit{Rule: h.Rule, Start: h.Start, End: h.End})
	}
	for _, rule := range found.Rules() {
		p.heldFor = append(p.heldFor, "rule:"+rule)
	}
	return p, nil
}

// newOrganisation is how long after its accreditation an organisation's first post goes to a moderator first, in days.
const newOrganisation = 30

// watched tells whether one of some texts has a word that the forum's charter wants looked at first.
func watched(rules forum.Rules, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, "\n"))
	return slices.ContainsFunc(rules.Watched, func(term string) bool { return term != "" && strings.Contains(all, strings.ToLower(term)) })
}

// watch adds what the forum's rules and the organisation's youth ask for. Heading is the title and purpose of a thread that is
// shown together with the text.
func (s *Threads) watch(tx *register.Tx, p *passed, org policy.OrganisationID, rules forum.Rules, heading string) error {
	if watched(rules, p.draft.Source, heading) {
		p.heldFor = append(p.heldFor, "watched")
	}
	var o organisation.Organisation
	if err := tx.Select("kind", "state", "state_since").Where("id = ?", org).Take(&o).Error; err != nil {
		return err
	}
	if o.Kind == policy.Facilitator || tx.Now().Sub(o.StateSince).Hours() > newOrganisation*24 {
		return nil
	}
	var n int64
	if err := tx.Model(&Post{}).Where("author_for = ? AND state = ?", org, Published).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		p.heldFor = append(p.heldFor, "new_organisation")
	}
	return nil
}
