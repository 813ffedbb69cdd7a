package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/language/weights"
)

// sidecar is what stands beside a weights file.
type sidecar struct {
	File    string             `json:"file"`
	SHA256  string             `json:"sha256"`
	Bytes   int                `json:"bytes"`
	Licence string             `json:"licence"`
	Command string             `json:"command"`
	Data    []datum            `json:"data"`
	Scores  map[string]float64 `json:"development_scores"`
}

type datum struct {
	File        string `json:"file"`
	SHA256      string `json:"sha256"`
	Licence     string `json:"licence"`
	Attribution string `json:"attribution"`
}

// origins tells where the data come from, by the beginning of the file's name.
var origins = []datum{
	{"ewt_", "", "CC BY-SA 4.0", "Universal Dependencies English Web Treebank (UD_English-EWT), Silveira et al. 2014"},
	{"gum_", "", "annotation CC BY 4.0; texts CC BY, CC BY-SA or public domain", "Georgetown University Multilayer corpus (UD_English-GUM 11), Zeldes 2017; the genres with free texts only"},
	{"ner_uner_", "", "CC BY-SA 4.0", "Universal NER, English EWT, Mayhew et al. 2024"},
	{"ner_wikigold", "", "CC BY 4.0", "WikiGold, Balasuriya et al. 2009; text from Wikipedia"},
	{"ner_re3d", "", "public domain, OGL, CC BY and CC BY-SA parts", "re3d, Relationship and Entity Extraction Evaluation Dataset, Dstl 2017; without the BBC part"},
	{"ner_wnut", "", "CC BY 4.0", "WNUT 2017 Emerging and Rare Entities, Derczynski et al. 2017"},
	{"ner_politics", "", "MIT; text from Wikipedia, CC BY-SA", "CrossNER politics, Liu et al. 2021"},
	{"lab/corpus/", "", "CC BY-SA 4.0", "the dateline authors"},
}

func origin(file string) datum {
	for _, o := range origins {
		if strings.HasPrefix(file, o.File) {
			o.File = file
			return o
		}
	}
	return datum{File: file, Licence: "unknown"}
}

// digest returns the SHA-256 over the files that pattern names.
func digest(pattern string) (string, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return "", fmt.Errorf("%s: no such files (%v)", pattern, err)
	}
	h := sha256.New()
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			return "", err
		}
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// write puts a model and its sidecar into language/weights.
func (j job) write(step string, m *weights.Model, files []string, scores map[string]float64) error {
	b, err := weights.Encode(m)
	if err != nil {
		return err
	}
	path := j.weightsFile(step)
	sum := sha256.Sum256(b)
	s := sidecar{
		File: filepath.Base(path), SHA256: hex.EncodeToString(sum[:]), Bytes: len(b),
		Licence: "CC BY-SA 4.0", Command: j.command, Scores: scores,
	}
	for _, f := range files {
		d := origin(f)
		at := filepath.Join(j.data, f)
		if strings.HasPrefix(f, "lab/") {
			at = filepath.Join(j.root, f)
		}
		if d.SHA256, err = digest(at); err != nil {
			return err
		}
		s.Data = append(s.Data, d)
	}
	side, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return err
	}
	log.Printf("%s: %d bytes, %v", step, len(b), scores)
	return os.WriteFile(strings.TrimSuffix(path, ".weights")+".json", append(side, '\n'), 0o644)
}

// percent rounds a share to two digits.
func percent(a, b int) float64 { return float64(int(1e4*float64(a)/float64(max(1, b))+0.5)) / 100 }

// eachDev calls f with the development part of both treebanks.
func (j job) eachDev(f func(name string, data []corpus.Sentence)) error {
	for _, name := range []string{"ewt", "gum"} {
		data, err := corpus.Treebank(filepath.Join(j.data, name+"_dev.conllu.gz"))
		if err != nil {
			return err
		}
		f(name, data)
	}
	return nil
}

// treeScores measures tags, lemmas and trees on the development sets.
func (j job) treeScores(t *tag.Tagger, p *tree.Parser) (map[string]float64, error) {
	out := map[string]float64{}
	err := j.eachDev(func(name string, data []corpus.Sentence) {
		n, parts, lemmas, heads, both, sure, sureRight := 0, 0, 0, 0, 0, 0, 0
		for _, s := range data {
			tags := t.Tag(nil, s.Words)
			for i, a := range p.Parse(nil, s.Words, nil) {
				n++
				if t.Part(tags[i]).String() == s.Parts[i] {
					parts++
				}
				if t.Lemma(s.Words[i], tags[i]) == s.Lemmas[i] {
					lemmas++
				}
				if a.Sure {
					sure++
				}
				if a.Head+1 != s.Heads[i] {
					continue
				}
				heads++
				if a.Sure {
					sureRight++
				}
				if p.Name(a.Relation) == s.Relations[i] {
					both++
				}
			}
		}
		out[name+" UPOS"], out[name+" lemma"] = percent(parts, n), percent(lemmas, n)
		out[name+" UAS"], out[name+" LAS"] = percent(heads, n), percent(both, n)
		out[name+" sure"], out[name+" UAS where sure"] = percent(sure, n), percent(sureRight, sure)
	})
	return out, err
}

func (j job) entityScores(t *tag.Tagger, f *entity.Finder) (map[string]float64, error) {
	docs, err := corpus.Names(filepath.Join(j.data, "ner_uner_dev.tsv.gz"))
	if err != nil {
		return nil, err
	}
	right, found, gold := 0, 0, 0
	for _, d := range tagged(t, docs) {
		want := map[[3]int]bool{}
		for _, x := range d.Names {
			want[[3]int{x.First, x.Last, int(x.Kind)}] = true
		}
		gold += len(want)
		for _, x := range f.Find(nil, d.Words, d.tags, d.Starts) {
			if x.Kind == entity.Other { // not marked there
				continue
			}
			found++
			if want[[3]int{x.First, x.Last, int(x.Kind)}] {
				right++
			}
		}
	}
	return map[string]float64{"UNER EWT names F": percent(2*right, found+gold)}, nil
}
