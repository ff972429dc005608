package site

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/thread"
	"sametable/web"
)

// The keys of drafts say where each is being written; what follows is the id of a thread or post, or the key of a forum. Title
// and purpose of a new thread have keys of their own on the device; here they lie with the body.
const (
	draftReply   = thread.ReplyDraft
	draftWrite   = "write:"
	draftLetter  = "letter:"
	draftTitle   = "title:"
	draftPurpose = "purpose:"
	draftEdit    = "edit:"
	// A proposal lies on its own sheet; the device keeps each of its fields under the key and the field's name.
	draftProposal = "proposal:"
)

// draftPath is the page on which a draft is being written.
func draftPath(key string) (path string, known bool) {
	at, id, _ := strings.Cut(key, ":")
	if id == "" || strings.ContainsAny(id, "/?#\\") {
		return "", false
	}
	switch at + ":" {
	case draftReply, draftLetter:
		return "/t/" + id, true
	case draftWrite:
		return "/f/" + id + "/write", true
	case draftEdit, draftResubmit:
		return "/p/" + id + "/" + at, true
	}
	return "", false
}

// checked is the answer the script understands.
type checked struct {
	Hits    []checkedHit `json:"hits"`
	Saved   int64        `json:"saved,omitempty"`   // when the draft was kept, in milliseconds
	Version int          `json:"version,omitempty"` // of what is written by several hands, now
	Said    string       `json:"said,omitempty"`    // the sentence under the field: where the draft lies now, or that another has changed it
}

type checkedHit struct {
	Rule     string         `json:"rule"`
	Severity string         `json:"severity"`
	Start    int            `json:"start"`
	End      int            `json:"end"`
	Message  string         `json:"message"`
	Why      string         `json:"why"`
	Offers   []checkedOffer `json:"offers"`
}

type checkedOffer struct {
	Label       string `json:"label"`
	Replacement string `json:"replacement"`
}

// longestChecked is how long a text is looked at while it is typed, in characters: no field takes more.
const longestChecked = 60_000

// fits refuses a text that no field would take, and says how long it may be.
func fits(text string, most int) error {
	n := utf8.RuneCountInString(text)
	if n <= most {
		return nil
	}
	return echo.NewHTTPError(http.StatusRequestEntityTooLarge).SetInternal(&fault.Fault{Reason: fault.ReasonInvalid,
		Message: fault.Message{ID: "input.too_long", Args: fault.Args{"N": n, "Max": most}}})
}

// checkText looks at a text while it is typed and, in the same request, keeps it as a draft once the gate found nothing in it.
// Nothing else of it is kept or logged. Places are counted in the text as sent.
func checkText(v *visit) error {
	text := v.FormValue("text")
	if err := fits(text, longestChecked); err != nil {
		return err
	}
	answer := checked{Hits: []checkedHit{}}
	found := v.hits(text, v.s.Threads.Look(text))
	if strings.HasPrefix(v.QueryParam("draft"), draftProposal) || v.QueryParam("formal") != "" {
		found = v.unexplained(found)
	}
	for _, h := range found {
		hit := checkedHit{Rule: h.Rule, Severity: h.Severity, Start: h.Start, End: h.End, Message: h.Message, Why: h.Why, Offers: []checkedOffer{}}
		for _, o := range h.Offers {
			hit.Offers = append(hit.Offers, checkedOffer(o))
		}
		answer.Hits = append(answer.Hits, hit)
	}
	if key := v.QueryParam("draft"); len(answer.Hits) == 0 && key != "" {
		if err := v.autosave(key, &answer); err != nil {
			return err
		}
	}
	v.Response().Header().Set("Cache-Control", "no-store")
	return v.JSON(http.StatusOK, answer)
}

// autosave keeps a draft. One that is too long, or that the gate stops after all, stays on the device.
func (v *visit) autosave(key string, answer *checked) error {
	if id, ours := strings.CutPrefix(key, draftProposal); ours {
		return v.keepSheet(id, answer)
	}
	if _, known := draftPath(key); !known {
		return nil
	}
	typed := v.typedPost()
	if v.FormValue("field") == "body" {
		typed.body = shaped(v.FormValue("text"))
	}
	at, err := v.s.Threads.KeepDraft(v.Request().Context(), v.actor, key, typed.body, typed.begun())
	if fault.Is(err, fault.ReasonInvalid) {
		return nil
	}
	if err != nil {
		return err
	}
	answer.Saved, answer.Said = at.UnixMilli(), v.t.Say("post.draft_kept", fault.Args{"At": v.t.TimeBoth(at, lang.Beijing)})
	return nil
}

// previewText renders what is typed as readers will see it: an HTML fragment for the script. Nothing is kept.
func previewText(v *visit) error {
	code, body := lang.Code(v.FormValue("language")), v.FormValue("body")
	if !code.Valid() {
		code = v.t.Code()
	}
	if err := fits(body, bodyMax); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.Previewed(v.t, web.Wording{HTML: markup.Render(shaped(body)).HTML, Lang: code.Tag()}))
}

// keepDraft keeps a draft, or lets it go when it is empty: the form of whoever has no script, and of the list of drafts.
func keepDraft(v *visit) error {
	key, body := v.FormValue("key"), shaped(v.FormValue("body"))
	path, known := draftPath(key)
	if !known {
		return fault.NotFound()
	}
	at, err := v.s.Threads.SaveDraft(v.Request().Context(), v.actor, key, body)
	if err != nil {
		return err
	}
	if strings.Contains(v.Request().Header.Get("Accept"), "application/json") {
		v.Response().Header().Set("Cache-Control", "no-store")
		return v.JSON(http.StatusOK, checked{Hits: []checkedHit{}, Saved: at.UnixMilli()})
	}
	if body == "" {
		v.s.remember(v.Context, acceptedCookie, key, 60)
		return v.to("/desk", "draft_deleted")
	}
	return v.to(path, "saved")
}

// draftOf fills an untouched form with what the person had begun to write there, and says when that was kept.
func (v *visit) draftOf(key string, c *composing) (time.Time, error) {
	if v.Request().Method == http.MethodPost {
		return time.Time{}, nil
	}
	draft, err := v.s.Threads.Draft(v.Request().Context(), v.actor, key)
	if err != nil || draft.Key == "" {
		return time.Time{}, err
	}
	return v.goOn(draft, c), nil
}

// goOn fills an untouched form with a draft, and says when it was kept.
func (v *visit) goOn(draft thread.SavedDraft, c *composing) time.Time {
	if v.Request().Method == http.MethodPost {
		return time.Time{}
	}
	c.typed.body = draft.Body
	c.typed.goOn(draft.Begun())
	return draft.SavedAt
}
