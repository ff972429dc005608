package web

import "sync"

// stroke is the path of an icon on a grid of 24, drawn with round strokes of two. An icon that does not exist is a mistake in
// the program and panics.
func stroke(name string) string {
	path, ok := strokes()[name]
	if !ok {
		panic("web: no icon " + name)
	}
	return path
}

var strokes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"alert":     "M12 4 2.5 20h19ZM12 10v4.5M12 17.4v.1",
		"back":      "M20 12H5M11 6l-6 6 6 6",
		"bell":      "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15ZM10 21h4",
		"calendar":  "M4 6h16v14H4ZM4 10.5h16M8.5 3.5V7M15.5 3.5V7",
		"check":     "M5 12.5 10 17.5 19.5 7",
		"clock":     "M12 3.5a8.5 8.5 0 1 0 .1 0ZM12 7.5V12l3 2",
		"cross":     "M6 6l12 12M18 6 6 18",
		"desk":      "M3 9h18M5 9v11M19 9v11M5 14h14M9 5h6v4H9Z",
		"down":      "M6 9.5l6 6 6-6",
		"download":  "M12 4v11M7 10.5l5 5 5-5M5 20h14",
		"eye":       "M2.5 12C6 6.5 18 6.5 21.5 12 18 17.5 6 17.5 2.5 12ZM12 9.5a2.5 2.5 0 1 0 .1 0Z",
		"file":      "M6 3.5h8l4 4v13H6ZM14 3.5v4h4M9 12h6M9 16h6",
		"forward":   "M4 12h15M13 6l6 6-6 6",
		"info":      "M12 3.5a8.5 8.5 0 1 0 .1 0ZM12 11v5.5M12 7.6v.1",
		"link":      "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17",
		"lock":      "M5.5 11h13v9.5h-13ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
		"more":      "M5 12h.1M12 12h.1M19 12h.1",
		"pen":       "M4 20l1-4L16 5l3 3L8 19ZM13.5 7.5l3 3",
		"person":    "M12 4a4 4 0 1 0 .1 0ZM4.5 20.5c.5-9 14.5-9 15 0",
		"plus":      "M12 5v14M5 12h14",
		"print":     "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7Z",
		"search":    "M10.5 4a6.5 6.5 0 1 0 .1 0ZM15.5 15.5 20.5 20.5",
		"shield":    "M12 3.5l7.5 3V12c0 4.5-3.5 7-7.5 8.5C8 19 4.5 16.5 4.5 12V6.5Z",
		"speech":    "M4 5h16v11H11l-4.5 4V16H4Z",
		"translate": "M3 6h10M8 4v2M4.5 14c3-1.5 5-4.5 5.5-8M5.5 9c1 2 3 4 5 5M12.5 20l4-10 4 10M14 17h5",
	}
})
