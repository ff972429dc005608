package site

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"

	"sametable/internal/thread"
	"sametable/web"
)

// postPhoto serves the photo of a post to whoever may read the post. It may be hidden any day, so the browser asks each time.
func postPhoto(v *visit) error {
	p, err := v.s.Threads.Picture(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+p.Hash+`"`)
	http.ServeContent(v.Response(), v.Request(), "", time.Time{}, bytes.NewReader(p.Content))
	return nil
}

// photoAsk asks for a photo. A form that comes back has lost it: no browser fills in a file again.
func (v *visit) photoAsk(c composing) *web.PhotoAsk {
	ask := &web.PhotoAsk{File: web.Ask{Name: "photo", Label: v.t.Say("photo.file"), Hint: v.t.Say("photo.hint"), Error: v.composeWrong(c, "photo"), Optional: true},
		Alt: web.Input{Check: web.Link(v.t, "/check"), Ask: web.Ask{Name: "alt", Label: v.t.Say("photo.alt"), Hint: v.t.Say("photo.alt_hint"), Value: c.typed.alt, Error: v.composeWrong(c, "alt"), Optional: true}}}
	if stopped := stoppedBy(c.fault); stopped != nil && stopped.Field == "alt" {
		ask.Alt.Hits = v.hits(c.typed.alt, stopped.Finding)
	}
	if c.typed.alt != "" && ask.File.Error == "" && v.Request().Method == http.MethodPost {
		ask.File.Error = v.t.Say("photo.again")
	}
	return ask
}

// photo adds the photo that was sent, if one was; the caller closes it.
func (v *visit) photo(form *thread.PostForm, typed typedPost) (io.Closer, error) {
	sent, _, err := v.Request().FormFile("photo")
	switch {
	case errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart):
		return io.NopCloser(nil), nil
	case err != nil:
		return nil, err
	}
	form.Photo = &thread.Upload{File: sent, Alt: typed.alt}
	return sent, nil
}
