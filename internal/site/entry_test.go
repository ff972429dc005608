package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"sametable/internal/fault"
)

func TestSignInLeadsNowhereElse(t *testing.T) {
	for to, want := range map[string]string{
		"/desk": "/desk", "/zh/f/HD?x=1#p3": "/f/HD?x=1#p3", "/sv": "/", "/search?q=%E7%95%99%E5%AE%88": "/search?q=%E7%95%99%E5%AE%88",
		"/f/湖东": "/f/%E6%B9%96%E4%B8%9C", "/login/x": "", "/login": "", "/zh/logout": "", "": "", "desk": "", "//evil.example": "",
		"/zh//evil.example": "", "https://evil.example/": "", "/\\evil.example": "", "/a\r\nSet-Cookie: x": "", "/%0d%0ax": "/%0d%0ax",
		"javascript:alert(1)": "", "/" + strings.Repeat("a", 600): "",
	} {
		if got := local(to); got != want {
			t.Errorf("local(%q) is %q, not %q", to, got, want)
		}
	}
}

func TestATypedCodeIsReadFromAnyKeyboard(t *testing.T) {
	for typed, want := range map[string]string{
		" 7k2m-Q9XD ": "7k2mQ9XD", "７Ｋ２Ｍ－Ｑ９ＸＤ": "7K2MQ9XD", "7K2M—Q9XD。": "7K2MQ9XD", "../../x": "x", "": "",
	} {
		if got := plainCode(typed); got != want {
			t.Errorf("%q is read as %q, not %q", typed, got, want)
		}
	}
}

// The path is drawn again, square by square, and must be the code that was meant, with nothing in the quiet zone.
func TestAQRCodeIsDrawnAsItIs(t *testing.T) {
	const text = "https://forum.example.org/zh/join/1a4e7z348epzg061qzek1cvm1eyf54zn"
	drawn, err := qrCode(text)
	if err != nil {
		t.Fatal(err)
	}
	grid := map[[2]int]bool{}
	runs := regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllString(drawn.Path, -1)
	if strings.Join(runs, "") != drawn.Path {
		t.Fatal("the path has more than runs of squares")
	}
	for _, run := range runs {
		var x, y, n, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%dz", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("run %s: %v", run, err)
		}
		for i := range n {
			if grid[[2]int{x + i, y}] {
				t.Fatalf("%d %d is drawn twice", x+i, y)
			}
			grid[[2]int{x + i, y}] = true
		}
	}
	meant, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	if size := meant.Bounds().Dx(); drawn.Size != size+8 {
		t.Fatalf("%d modules with their border, not %d", drawn.Size, size+8)
	}
	for y := range drawn.Size {
		for x := range drawn.Size {
			dark := false
			if x >= 4 && y >= 4 && x < drawn.Size-4 && y < drawn.Size-4 {
				r, _, _, _ := meant.At(x-4, y-4).RGBA()
				dark = r == 0
			}
			if grid[[2]int{x, y}] != dark {
				t.Fatalf("module %d %d is dark: %v", x, y, !dark)
			}
		}
	}
}

func TestOfTwoSentencesForAFieldTheFirstStays(t *testing.T) {
	f := fault.Fields{fault.Says("name", "input.required", nil)}
	f = merged(f, fault.Invalid(fault.Says("name", "input.too_long", nil), fault.Says("email", "input.email", nil)))
	f = merged(f, nil)
	var said []string
	for _, field := range f {
		said = append(said, field.Name+" "+field.ID)
	}
	if !slices.Equal(said, []string{"name input.required", "email input.email"}) {
		t.Errorf("said %v", said)
	}
}
