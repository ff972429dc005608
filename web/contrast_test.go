package web

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// schemes reads the colours of the light and the dark scheme; the dark one inherits what it does not change.
func schemes(t *testing.T) map[string]map[string]string {
	t.Helper()
	css, err := os.ReadFile("src/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media (prefers-color-scheme:dark)")
	dark, _, ended := strings.Cut(dark, "}}")
	if !found || !ended {
		t.Fatal("there are no two schemes")
	}
	colours := regexp.MustCompile(`--([a-z0-9-]+):(#[0-9A-F]{3,6})`)
	all := map[string]map[string]string{"light": {}, "dark": {}}
	for _, m := range colours.FindAllStringSubmatch(light, -1) {
		all["light"][m[1]], all["dark"][m[1]] = m[2], m[2]
	}
	for _, m := range colours.FindAllStringSubmatch(dark, -1) {
		all["dark"][m[1]] = m[2]
	}
	return all
}

// luminance is WCAG 2's relative luminance of a colour such as #0B5563 or #FFF.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("%s is no colour", colour)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// Text is readable in both schemes (4.5:1), and so are the edges of what can be pressed (3:1).
func TestContrast(t *testing.T) {
	const text, edge = 4.5, 3.0
	for scheme, colour := range schemes(t) {
		for _, c := range []struct {
			on    string
			words string
			least float64
		}{
			{"surface", "ink ink-2 ink-3 lake lake-d brick ngo uni com gov oth fac don", text},
			{"paper", "ink ink-2 ink-3 lake lake-d brick", text},
			{"wash", "ink ink-2 ink-3 lake lake-d", text},
			{"lake-l", "lake ink", text}, {"moss-l", "moss ink", text}, {"amber-l", "amber ink lake", text},
			{"apricot-l", "apricot", text}, {"brick-l", "brick ink lake", text}, {"slate-l", "slate ink", text},
			{"lake", "on-lake", text}, {"deep", "deep-ink deep-2", text},
			{"surface", "control lake-m", edge}, {"paper", "control lake-m", edge},
		} {
			for _, name := range strings.Fields(c.words) {
				a, b := luminance(t, colour[name]), luminance(t, colour[c.on])
				if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < c.least {
					t.Errorf("%s: %s on %s is %.2f:1", scheme, name, c.on, ratio)
				}
			}
		}
	}
}
