package server_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// upload is a form with a file of some size, as a browser sends it.
func upload(t *testing.T, size int) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("body", "照片。")
	file, err := w.CreateFormFile("photo", "map.png")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write(bytes.Repeat([]byte("x"), size))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

// dribble sends a form in parts with pauses, until all is sent or an answer comes; it gives the status code, and when it came.
func dribble(t *testing.T, address, cookie string, parts [][]byte, kind string, told int, pause time.Duration) (int, time.Duration) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return 0, 0
	}
	defer func() { _ = conn.Close() }()
	began := time.Now()
	_, _ = fmt.Fprintf(conn, "POST /en/preview HTTP/1.1\r\nHost: forum.example\r\nCookie: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", cookie, kind, told)
	go func() {
		for _, part := range parts {
			if _, err := conn.Write(part); err != nil {
				return
			}
			time.Sleep(pause)
		}
	}()
	_ = conn.SetReadDeadline(began.Add(20 * time.Second))
	r, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Error(err)
		return 0, 0
	}
	_, _ = io.Copy(io.Discard, r.Body)
	return r.StatusCode, time.Since(began)
}

// TestASlowLine: a file over a slow line arrives, of somebody who is signed in, through every layer before the doors; and the answer
// has its time though the form took longer than an answer may. A visitor, and whoever tells a length and sends nothing, is let go.
func TestASlowLine(t *testing.T) {
	e := front(t)
	cookie := signIn(t, e, "maliqing", "192.0.2.7:4711")
	hers := cookie.Name + "=" + cookie.Value
	patience := impatient()
	patience.Write = 900 * time.Millisecond
	address, _ := served(t, e, patience)
	body, kind := upload(t, 64<<10)
	var parts [][]byte
	for chunk := body; len(chunk) > 0; {
		n := min(len(chunk), 8<<10)
		parts, chunk = append(parts, chunk[:n]), chunk[n:]
	}
	const pause = 250 * time.Millisecond
	if code, took := dribble(t, address, hers, parts, kind, len(body), pause); code != http.StatusOK || took < patience.Body+patience.Write {
		t.Errorf("a slow line of her own: %d after %v", code, took)
	}
	if code, _ := dribble(t, address, "", parts, kind, len(body), pause); code != http.StatusRequestTimeout {
		t.Errorf("a visitor's: %d", code)
	}
	if code, _ := dribble(t, address, cookie.Name+"="+strings.Repeat("0", len(cookie.Value)), parts, kind, len(body), pause); code != http.StatusRequestTimeout {
		t.Errorf("a session that is none: %d", code)
	}
	if code, took := dribble(t, address, hers, parts[:1], kind, 12<<20, 0); code != http.StatusRequestTimeout || took > 5*time.Second {
		t.Errorf("a length that is only told: %d after %v", code, took)
	}
	drop := make([][]byte, 40) // a byte now and then is no slow line
	for i := range drop {
		drop[i] = body[i : i+1]
	}
	if code, took := dribble(t, address, hers, drop, kind, len(body), pause/2); code != http.StatusRequestTimeout || took > 5*time.Second {
		t.Errorf("byte by byte: %d after %v", code, took)
	}
}

// TestMoreTimeIsForAFewAtATime: one person does not keep many lines open.
func TestMoreTimeIsForAFewAtATime(t *testing.T) {
	e := front(t)
	cookie := signIn(t, e, "maliqing", "192.0.2.7:4711")
	address, _ := served(t, e, impatient())
	body, kind := upload(t, 48<<10)
	var parts [][]byte
	for chunk := body; len(chunk) > 0; {
		n := min(len(chunk), 8<<10)
		parts, chunk = append(parts, chunk[:n]), chunk[n:]
	}
	const lines = 6
	codes := make(chan int, lines)
	for range lines {
		go func() {
			code, _ := dribble(t, address, cookie.Name+"="+cookie.Value, parts, kind, len(body), 250*time.Millisecond)
			codes <- code
		}()
	}
	got := map[int]int{}
	for range lines {
		got[<-codes]++
	}
	if got[http.StatusOK] != 3 || got[http.StatusRequestTimeout] != 3 {
		t.Errorf("%v", got)
	}
	if code, _ := dribble(t, address, cookie.Name+"="+cookie.Value, parts, kind, len(body), 250*time.Millisecond); code != http.StatusOK {
		t.Errorf("afterwards: %d", code)
	}
}
