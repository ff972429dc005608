package site

import (
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"sametable/web"
)

// passing tells the refusals after which the same form may be sent once more.
func passing(code int) bool {
	return slices.Contains([]int{http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusServiceUnavailable}, code)
}

// passwordFields are the names under which forms ask for passwords. Such a form is not given back.
func passwordFields() []string {
	return []string{"password", "again", "current", "new", "email_current"}
}

// aLine is the longest value, in characters, that is not shown when a form is given back, but only carried along.
const aLine = 80

// sent is the form of a refused request, to be given back to whoever sent it, or nil: when nothing of it could be read, when there
// is no text in it, and when it holds a password. It carries the same key, so that a form that was carried out after all is not
// carried out twice.
func sent(r *http.Request) *web.Sent {
	s := &web.Sent{Action: r.URL.RequestURI(), Multipart: r.MultipartForm != nil}
	if s.Multipart {
		for _, files := range r.MultipartForm.File {
			s.Files = s.Files || slices.ContainsFunc(files, func(f *multipart.FileHeader) bool { return f.Size > 0 })
		}
	}
	if strings.HasPrefix(s.Action, "//") { // would lead to another host
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if slices.Contains(passwordFields(), name) {
			return nil
		}
		for _, value := range r.PostForm[name] {
			if strings.ContainsAny(value, "\r\n") || utf8.RuneCountInString(value) > aLine {
				s.Texts = append(s.Texts, web.SentValue{Name: name, Value: value})
			} else {
				s.Lines = append(s.Lines, web.SentValue{Name: name, Value: value})
			}
		}
	}
	if len(s.Texts)+len(s.Lines) == 0 {
		return nil
	}
	return s
}
