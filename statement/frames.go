package statement

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed frames.tsv
var framesFile string

// frames are the words of frames.tsv by frame and lemma.
var frames = mustFrames()

// frame is what a word says when it takes content in one way.
type frame struct {
	speech, stance, shown bool
}

func mustFrames() map[string]map[string]frame {
	m, err := loadFrames(framesFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
}

func loadFrames(file string) (map[string]map[string]frame, error) {
	out := map[string]map[string]frame{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("frames.tsv:%d: %d fields, want frame, act, words, example", n+1, len(f))
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]frame{}
		}
		for w := range strings.FieldsSeq(f[2]) {
			x := out[f[0]][w]
			switch f[1] {
			case "speech":
				x.speech = true
			case "stance":
				x.stance = true
			case "shown":
				x.shown = true
			default:
				return nil, fmt.Errorf("frames.tsv:%d: %q: want speech, stance or shown", n+1, f[1])
			}
			out[f[0]][w] = x
		}
	}
	return out, nil
}
