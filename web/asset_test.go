package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/a-h/templ"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func ask(method, path, encoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Assets().ServeHTTP(w, r)
	return w
}

func TestAssets(t *testing.T) {
	for _, c := range []struct {
		method, path, encoding string
		status                 int
		kind, cache, packed    string
	}{
		{"GET", Asset("style.css"), "br, gzip", 200, "text/css; charset=utf-8", "public, max-age=31536000, immutable", "gzip"},
		{"GET", Asset("app.js"), "", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", ""},
		{"GET", Asset("app.js"), "gzip;q=0", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", ""},
		{"HEAD", Asset("mark.svg"), "gzip;q=0.5", 200, "image/svg+xml", "public, max-age=31536000, immutable", "gzip"},
		{"GET", Asset("mark-48.png"), "gzip", 200, "image/png", "public, max-age=31536000, immutable", ""},
		{"GET", "/static/000000000000/style.css", "", 200, "text/css; charset=utf-8", "no-cache", ""},
		{"GET", "/static/style.css", "", 404, "", "", ""},
		{"GET", "/static/0/nothing.css", "", 404, "", "", ""},
		{"GET", "/static/0/../asset.go", "", 404, "", "", ""},
		{"GET", "/other/0/style.css", "", 404, "", "", ""},
		{"POST", Asset("style.css"), "", 405, "", "", ""},
	} {
		w := ask(c.method, c.path, c.encoding)
		h := w.Header()
		if w.Code != c.status {
			t.Errorf("%s %s: %d", c.method, c.path, w.Code)
		}
		if c.status == 200 && (h.Get("Content-Type") != c.kind || h.Get("Cache-Control") != c.cache || h.Get("Content-Encoding") != c.packed) {
			t.Errorf("%s %s: %v", c.method, c.path, h)
		}
	}
}

func TestPackedIsTheSame(t *testing.T) {
	w := ask(http.MethodGet, Asset("style.css"), "gzip")
	r, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, shelf()["style.css"].plain) {
		t.Errorf("what is packed is not what is plain: %v", err)
	}
	if w.Header().Get("Vary") != "Accept-Encoding" {
		t.Error("a cache would mix the two up")
	}
}
