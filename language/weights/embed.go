// Package weights holds what was trained: tables of hashed features, lists of
// labels and small lexicons, in files of one format that are embedded in the
// program. Loaded models are immutable and shared by all goroutines.
//
//	m := weights.Entity()
//	m.Labels["tags"]   // what class c means
//	m.Tables["labels"].Score(&sums, features)
//	weights.ID()       // names the weights in the record's "model" field
//
// The files are made by lab/train. Beside each lies a JSON file that says on
// what it was trained, with which command, and the licences: the weights are
// CC BY-SA 4.0 (see NOTICE).
package weights

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"sync"
)

var (
	//go:embed tag.weights
	tagFile []byte
	//go:embed net.weights
	netFile []byte
	//go:embed entity.weights
	entityFile []byte
	//go:embed valency.weights
	valencyFile []byte
)

var (
	tagModel     = sync.OnceValue(func() *Model { return mustDecode(tagFile) })
	netModel     = sync.OnceValue(func() *Model { return mustDecode(netFile) })
	entityModel  = sync.OnceValue(func() *Model { return mustDecode(entityFile) })
	valencyModel = sync.OnceValue(func() *Model { return mustDecode(valencyFile) })
	id           = sync.OnceValue(func() string {
		h := sha256.New()
		for _, f := range [][]byte{tagFile, netFile, entityFile, valencyFile} {
			h.Write(f)
		}
		return hex.EncodeToString(h.Sum(nil)[:6])
	})
)

func mustDecode(file []byte) *Model {
	m, err := Decode(file)
	if err != nil {
		panic(err) // the files are part of the program
	}
	return m
}

// Tag returns the model of package tag; the first call loads it.
func Tag() *Model { return tagModel() }

// Net returns the model of package net; the first call loads it.
func Net() *Model { return netModel() }

// Entity returns the model of package entity; the first call loads it.
func Entity() *Model { return entityModel() }

// Valency returns the model of what the dependents of a word say of one
// another, for package tree; the first call loads it.
func Valency() *Model { return valencyModel() }

// ID names the embedded weights: 12 hexadecimal digits of the SHA-256 over
// the files.
func ID() string { return id() }
