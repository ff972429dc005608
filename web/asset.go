package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed static
var static embed.FS

// AssetPrefix is where Assets wants to be mounted.
const AssetPrefix = "/static/"

// asset is one file as it goes over the line.
type asset struct {
	name, kind, hash string
	plain, packed    []byte // packed is nil where gzip gains nothing
}

// shelf holds every asset, hashed and packed once. The files lie in the binary, so a failure is a broken build.
var shelf = sync.OnceValue(func() map[string]asset {
	entries, err := static.ReadDir("static")
	if err != nil {
		panic("web: " + err.Error())
	}
	all := map[string]asset{}
	for _, entry := range entries {
		content, err := static.ReadFile("static/" + entry.Name())
		if err != nil {
			panic("web: " + err.Error())
		}
		sum := sha256.Sum256(content)
		all[entry.Name()] = asset{
			name: entry.Name(), kind: kindOf(entry.Name()), hash: hex.EncodeToString(sum[:6]),
			plain: content, packed: pack(content),
		}
	}
	return all
})

// kindOf does not ask the operating system's table of types: what is served must not depend on the machine.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	}
	return "application/octet-stream"
}

func pack(content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic("web: " + err.Error())
	}
	if _, err := w.Write(content); err != nil {
		panic("web: " + err.Error())
	}
	if err := w.Close(); err != nil {
		panic("web: " + err.Error())
	}
	if b.Len() >= len(content)*9/10 {
		return nil
	}
	return b.Bytes()
}

// Asset is the address of a file in static, with its content's hash in it, so that it may be kept for ever. A name that does
// not exist is a mistake in the program and panics; the gallery's test meets every name there is.
func Asset(name string) string {
	a, ok := shelf()[name]
	if !ok {
		panic("web: no asset " + name)
	}
	return AssetPrefix + a.hash + "/" + a.name
}

// Assets serves what Asset names, under AssetPrefix. While two releases run side by side, a page of one may ask the other: a
// known name with another hash is served, but not for keeping.
func Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, AssetPrefix), "/")
		a, known := shelf()[name]
		if !ok || !known || !strings.HasPrefix(r.URL.Path, AssetPrefix) {
			http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		a.serve(w, r, hash == a.hash)
	})
}

func (a asset) serve(w http.ResponseWriter, r *http.Request, same bool) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if same {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := a.plain
	if a.packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if accepts(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = a.packed
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// accepts tells whether gzip is among the encodings a client named. A weight of zero refuses it.
func accepts(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name != "gzip" {
			continue
		}
		weight = strings.TrimPrefix(strings.TrimSpace(weight), "q=")
		return strings.Trim(weight, "0.") != "" || weight == ""
	}
	return false
}
