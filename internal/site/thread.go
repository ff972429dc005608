package site

import (
	"net/http"

	"sametable/internal/policy"
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

// voice is for whom the viewer would speak in a forum now, as the room decides it: under a mandate that is no observer's, or
// as a moderator for the organisation that gave her the office. ok is false when she has no voice.
func (v *visit) voice(id policy.ForumID) (org policy.OrganisationID, ok bool) {
	if !policy.May(policy.Post, v.actor.RolesIn(id, v.now)) {
		return "", false
	}
	for _, m := range v.actor.In(id, v.now) {
		if m.Capacity != policy.Observer {
			return m.Organisation, true
		}
	}
	org = v.speaksFor()
	return org, org != ""
}
