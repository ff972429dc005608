package site

import (
	"errors"
	"net/http"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// threadRoutes are the pages of the thread room. /p/ and /t/ take ids: they are where notices, drafts and forms lead.
func (s *Site) threadRoutes() []Route {
	return []Route{
		get("/:l/f/:key/t", anyone, func(v *visit) error {
			return v.Redirect(http.StatusMovedPermanently, web.Link(v.t, "/f/"+v.Param("key")+"/threads"))
		}),
		get("/:l/f/:key/threads", anyone, threadList),
		get("/:l/f/:key/t/:at", anyone, threadPage),
		post("/:l/f/:key/t/:at", signedIn, threadReply),
		get("/:l/f/:key/t/:at/letter", signedIn, letterPage),
		post("/:l/f/:key/t/:at/letter", signedIn, letterEnter),
		get("/:l/f/:key/write", signedIn, threadWritePage),
		post("/:l/f/:key/write", signedIn, threadOpen),
		get("/:l/t/:id", anyone, threadByID),
		post("/:l/t/:id/follow", signedIn, threadFollow),
		post("/:l/t/:id/:verb", signedIn, threadSteer),
		get("/:l/p/:id", anyone, postPage),
		get("/:l/p/:id/history", anyone, postHistory),
		get("/:l/p/:id/edit", signedIn, postEditPage),
		post("/:l/p/:id/edit", signedIn, postEdit),
		get("/:l/p/:id/resubmit", signedIn, postResubmitPage),
		post("/:l/p/:id/resubmit", signedIn, postResubmit),
		get("/:l/p/:id/letter", signedIn, attachPage),
		post("/:l/p/:id/letter", signedIn, attachLetter),
		get("/:l/letter/:id", signedIn, letterFile),
		get("/:l/p/:id/:verb", signedIn, postStepPage),
		post("/:l/p/:id/:verb", signedIn, postStep),
		get("/:l/photo/:id", anyone, postPhoto),
		post("/:l/check", signedIn, checkText),
		post("/:l/preview", signedIn, previewText),
		post("/:l/draft", signedIn, keepDraft),
	}
}

// voice tells whether the viewer has a voice in a forum now, and for whom she would speak as far as it is settled: under the only
// mandate she has here for the organisation she speaks for, or as a moderator for hers. What is not settled she is asked for.
func (v *visit) voice(id policy.ForumID) (org policy.OrganisationID, ok bool) {
	if !policy.May(policy.Post, v.actor.RolesIn(id, v.now)) {
		return "", false
	}
	if len(v.actor.Voices(id, v.now)) > 0 {
		m, _ := v.actor.VoiceIn(id, v.now, "")
		return m.Organisation, true
	}
	return v.actor.SpeaksByOffice(id, v.now)
}

// voiceless says why the viewer has no voice in a forum, in the words of the room; to whoever does not read there, that she has none.
func (v *visit) voiceless(id policy.ForumID) *fault.Fault {
	var f *fault.Fault
	if errors.As(thread.HasVoice(v.actor, id, v.now), &f) && f.Reason == fault.ReasonForbidden {
		return f
	}
	return fault.Forbidden("post.no_voice", nil)
}

// whyVoiceless is voiceless as a sentence on a page.
func (v *visit) whyVoiceless(id policy.ForumID) string {
	return v.t.Message(v.voiceless(id).Message)
}

// voiceChoice asks under which mandate she speaks, where it is not settled: she has several here, or none for the organisation she
// chose. Nil: there is nothing to ask, and form.For and As say how it is.
func (v *visit) voiceChoice(form *web.Compose, id policy.ForumID, c composing) {
	voices := v.actor.Voices(id, v.now)
	settled, ok := v.actor.VoiceIn(id, v.now, "")
	if len(voices) == 0 || len(voices) == 1 && ok {
		if ok {
			form.As = v.t.Of("capacity", string(settled.Capacity))
		}
		return
	}
	form.For = nil
	choice := &web.Choice{Ask: web.Ask{Name: "mandate", Label: v.t.Say("post.speak_for"), Hint: v.t.Say("post.speak_for_hint"), Value: c.typed.mandate,
		Error: v.composeWrong(c, "mandate")}}
	if choice.Value == "" {
		choice.Value = string(settled.ID)
	}
	for _, m := range voices {
		name, in := v.orgs[m.Organisation].Called(v.code())
		choice.Options = append(choice.Options, web.Option{Value: string(m.ID), Said: v.t.Pieces(fault.Message{ID: "post.speak_as",
			Args: fault.Args{"Organisation": lang.Quoted{Text: name, Lang: lang.Code(in).Tag()}, "Capacity": v.t.Of("capacity", string(m.Capacity))}})})
	}
	form.Voice = choice
}
