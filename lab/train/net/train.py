#!/usr/bin/env python3
"""Trains the network of language/net. `go run ./lab/train net` calls it.

    train.py DATA teach  --fold K --out soft-K.npz     one of the teachers: trained without fold K, it labels that fold
    train.py DATA learn  --soft 'soft-*.npz' --out net.npz   the network itself, from the gold labels and the teachers'
    train.py DATA tune   --init net.npz --out net.npz        a trained network learns on: our own trees, a part of the treebanks, and what it said before
    train.py DATA label  --init net.npz --out soft.npz       what a trained network says of all training sentences

DATA is the folder that `lab/train net-data` writes. All models share one shape: the sum of a word's rows, layers of
bidirectional LSTM, a tag from the first layer, a name label, a head and a relation from the last one (Kiperwasser and
Goldberg 2016; Dozat and Manning 2017). Needs PyTorch; an accelerator is used where there is one.
"""
import argparse, glob, json, math, os, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

ap = argparse.ArgumentParser()
ap.add_argument("data"); ap.add_argument("job", choices=["teach", "learn", "tune", "label"])
ap.add_argument("--fold", type=int, default=-1); ap.add_argument("--folds", type=int, default=4)
ap.add_argument("--soft", default=""); ap.add_argument("--out", required=True)
ap.add_argument("--cell", default="lstm"); ap.add_argument("--sizes", default="64,64"); ap.add_argument("--dim", type=int, default=128)
ap.add_argument("--arc", type=int, default=48); ap.add_argument("--lab", type=int, default=64)
ap.add_argument("--drop", type=float, default=.2); ap.add_argument("--lr", type=float, default=2e-3)
ap.add_argument("--batch", type=int, default=3000, help="words"); ap.add_argument("--seconds", type=float, default=240)
ap.add_argument("--steps", type=int, default=10**9); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--mix", type=float, default=.5)
ap.add_argument("--limit", type=int, default=0, help="sentences, to try the script out"); ap.add_argument("--init", default="", help="weights to begin with; those that lack the head for names learn no names")
a = ap.parse_args()
began = time.time()
torch.manual_seed(a.seed); rng = np.random.default_rng(a.seed)
dev = "cuda" if torch.cuda.is_available() else "cpu"
if dev == "cpu": torch.set_num_threads(1)
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True

meta = json.load(open(os.path.join(a.data, "meta.json")))
def load(n): return np.fromfile(os.path.join(a.data, n + ".i32"), dtype="<i4")
ends, tokens, tag, head, rel, name, other, weight = map(load, ("ends", "tokens", "tag", "head", "rel", "name", "other", "weight"))
starts = np.concatenate([[0], ends[:-1]]); lengths = ends - starts
NT, NR, NL, ROWS = len(meta["tags"]), len(meta["relations"]), meta["labels"], meta["rows"]
sets = {s["Name"]: range(s["First"], s["Last"]) for s in meta["sets"]}
bare = [r.split(":")[0] for r in meta["relations"]]
base_id = torch.tensor([sorted(set(bare)).index(b) for b in bare], device=dev)
trees = sets["trees"]                       # our own

te, tr, tc = map(load, ("type_ends", "type_rows", "type_counts"))
R = 56
rows = np.full((len(te), R), ROWS, dtype=np.int64); s = 0
for k, e in enumerate(te):
    r = tr[s:e][:R]; rows[k, :len(r)] = r; s = e
rows = torch.from_numpy(rows).to(dev); counts = torch.from_numpy(tc.astype(np.float32)).to(dev)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = list(map(int, a.sizes.split(",")))
        self.emb = nn.EmbeddingBag(ROWS + 1, a.dim, mode="sum", padding_idx=ROWS)
        nn.init.normal_(self.emb.weight, std=.25 / math.sqrt(10)); self.emb.weight.data[ROWS] = 0
        rnn = nn.LSTM if a.cell == "lstm" else nn.GRU
        self.rnn = nn.ModuleList(); d = a.dim
        for h in sizes: self.rnn.append(rnn(d, h, batch_first=True, bidirectional=True)); d = 2 * h
        for r in self.rnn:
            for n, p in r.named_parameters():
                if "weight_hh" in n:
                    for i in range(0, p.shape[0], p.shape[1]): nn.init.orthogonal_(p.data[i:i + p.shape[1]])
                elif "weight_ih" in n: nn.init.xavier_uniform_(p)
                else:
                    nn.init.zeros_(p)
                    if a.cell == "lstm" and "bias_ih" in n: p.data[p.shape[0] // 4:p.shape[0] // 2] = 1
        self.tag = nn.Linear(2 * sizes[0], NT); self.name = nn.Linear(d, NL)
        self.dep, self.hed = nn.Linear(d, a.arc), nn.Linear(d, a.arc)
        self.bil = nn.Parameter(torch.zeros(a.arc, a.arc)); self.bias = nn.Linear(a.arc, 1, bias=False)
        nn.init.orthogonal_(self.bil)
        self.ldep, self.lhed, self.lab = nn.Linear(d, a.lab), nn.Linear(d, a.lab, bias=False), nn.Linear(a.lab, NR)
    def drop(self, x):                      # one mask for a sentence
        if not self.training or a.drop == 0: return x
        return x * torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1 - a.drop, device=x.device)) / (1 - a.drop)
    def forward(self, types, n, size):
        r = rows[types]
        if self.training:                   # rare spellings are hidden at times (word dropout)
            c = counts[types]; hide = torch.rand_like(c) < .4 / (.4 + c)
            r = r.clone(); r[..., 0] = torch.where(hide, torch.zeros_like(r[..., 0]), r[..., 0])
        B, L = types.shape
        x = self.drop(self.emb(r.view(B * L, R)).view(B, L, -1)); first = None
        for layer in self.rnn:
            p = pack_padded_sequence(x, size, batch_first=True, enforce_sorted=False)
            x, _ = pad_packed_sequence(layer(p)[0], batch_first=True); x = self.drop(x)
            if first is None: first = x
        h, d = self.drop(torch.tanh(self.hed(x))), self.drop(torch.tanh(self.dep(x)))
        arcs = d @ self.bil @ h.transpose(1, 2) + self.bias(h).transpose(1, 2)
        mask = torch.arange(L, device=dev)[None, :] >= n[:, None]
        eye = torch.eye(L, dtype=torch.bool, device=dev)
        arcs = arcs.masked_fill(mask[:, None, :] | eye[None], -1e4)
        return self.tag(first), self.name(x), arcs, x
    def relations(self, x, heads):          # heads: B × L
        i = heads.clamp(min=0).unsqueeze(-1)
        return self.lab(self.drop(torch.tanh(self.ldep(x) + torch.gather(self.lhed(x), 1, i.expand(-1, -1, a.lab)))))

def batches(index, shuffle=True, words=a.batch):
    index = np.asarray(index)
    key = lengths[index] + (rng.uniform(-2, 2, len(index)) if shuffle else 0)
    index = index[np.argsort(key, kind="stable")]; out, cur, longest = [], [], 0
    for i in index:
        m = max(longest, lengths[i] + 1)
        if cur and m * (len(cur) + 1) > words: out.append(cur); cur, m = [], lengths[i] + 1
        cur.append(i); longest = m
    if cur: out.append(cur)
    return [out[k] for k in rng.permutation(len(out))] if shuffle else out

G = {k: torch.from_numpy(v.astype(np.int64)).to(dev) for k, v in dict(tokens=tokens, tag=tag, head=head, rel=rel, name=name, weight=weight).items()}
ST, LN = torch.from_numpy(starts.astype(np.int64)).to(dev), torch.from_numpy(lengths.astype(np.int64)).to(dev)
OT = torch.from_numpy(other.astype(np.int64)).to(dev)
def batch(ix):
    i = torch.tensor(np.asarray(ix), device=dev); n = LN[i]; L = int(lengths[ix].max()) + 1
    pos = torch.arange(L, device=dev)[None, :] - 1
    ok = (pos >= 0) & (pos < n[:, None]); at = (ST[i][:, None] + pos).clamp(0, len(tokens) - 1)
    g = {k: torch.where(ok, v[at], torch.full_like(at, -1)) for k, v in G.items()}
    g["types"] = torch.where(ok, g["tokens"], torch.zeros_like(at)); g["n"] = n + 1; g["size"] = torch.from_numpy(lengths[ix].astype(np.int64) + 1); g["ok"] = ok; g["at"] = at; g["i"] = i; g["other"] = OT[i]; g["ours"] = torch.tensor([float(k in trees) for k in ix], device=dev)
    return g

soft, named, base = None, True, None
def read_soft():
    """The teachers' distributions: for each token over tags, name labels, relations; for each pair of words of a sentence, and the root."""
    T = torch.zeros(len(tokens), NT, dtype=torch.half, device=dev); N = torch.zeros(len(tokens), NL, dtype=torch.half, device=dev)
    Q = torch.zeros(len(tokens), NR, dtype=torch.half, device=dev); off = np.zeros(len(ends) + 1, dtype=np.int64)
    off[1:] = np.cumsum(lengths.astype(np.int64) * (lengths + 1)); A = torch.zeros(off[-1], dtype=torch.half, device=dev)
    H = torch.full((len(tokens),), -1, dtype=torch.long, device=dev); has = torch.zeros(len(ends), dtype=torch.bool, device=dev)
    for p in sorted(glob.glob(a.soft)):
        z = np.load(p); cur = cura = 0
        t, nm, q, ar, hd = (torch.from_numpy(z[k]).to(dev) for k in ("tag", "name", "rel", "arc", "head"))
        for s in z["sents"]:
            n = int(lengths[s]); b = int(starts[s])
            T[b:b + n], N[b:b + n], Q[b:b + n], H[b:b + n] = t[cur:cur + n], nm[cur:cur + n], q[cur:cur + n], hd[cur:cur + n].long()
            A[off[s]:off[s] + n * (n + 1)] = ar[cura:cura + n * (n + 1)]; has[s] = True
            cur += n; cura += n * (n + 1)
    return T, N, Q, A, torch.from_numpy(off).to(dev), H, has
def soft_ce(logits, target): return -(target * F.log_softmax(logits.float(), -1)).sum(-1)

def loss_of(m, g):
    t, nm, arcs, x = m(g["types"], g["n"], g["size"])
    def ce(logits, y, w=None):
        l = F.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), y.reshape(-1), ignore_index=-1, reduction="none")
        return (l if w is None else l * w.reshape(-1)).sum()
    w = g["weight"].clamp(min=0).float()
    if base is not None: return on_loss(m, g, t, arcs, x, ce, w)
    count = g["ok"].sum()
    lim = nm.masked_fill(((g["other"] == 0)[:, None, None]) & (torch.arange(NL, device=dev) >= NL - 4)[None, None, :], -1e4)
    heads = g["head"]
    if soft is None:
        return (ce(t, g["tag"]) + ce(lim, g["name"]) + ce(arcs, heads, w) + ce(m.relations(x, heads), g["rel"], w)) / count
    T, N, Q, A, off, H, has = soft
    at, ok, i = g["at"], g["ok"] & has[g["i"]][:, None], g["i"]
    heads = torch.where(heads >= 0, heads, torch.where(ok, H[at], torch.full_like(heads, -1)))
    rels = m.relations(x, heads)
    B, L = heads.shape; n = g["n"] - 1
    j = torch.arange(L, device=dev)[None, None, :]; k = torch.arange(L, device=dev)[None, :, None] - 1
    valid = ok[:, :, None] & (j <= n[:, None, None])
    idx = (off[i][:, None, None] + k * (n[:, None, None] + 1) + j).clamp(0, len(A) - 1)
    target = torch.where(valid, A[idx].float(), torch.zeros(1, device=dev))
    okf = ok.float()
    gold = g["tag"] >= 0
    hard = ce(t, g["tag"]) + ce(arcs, g["head"], w) + ce(rels, g["rel"], w)
    hn = ce(lim, g["name"])
    s = ((soft_ce(t, T[at].float()) + soft_ce(arcs, target) + soft_ce(rels, Q[at].float())) * okf)
    part = torch.where(gold, torch.full_like(okf, a.mix), torch.ones_like(okf))
    sn = (soft_ce(nm, N[at].float()) * okf * torch.where(g["name"] >= 0, torch.full_like(okf, .3), torch.full_like(okf, .5)))
    return ((1 - a.mix) * hard + (s * part).sum() + ((hn + sn.sum()) if named else 0)) / count

def on_loss(m, g, t, arcs, x, ce, w):
    """The loss of training on: the gold labels, and, but for our own trees, what the network said before."""
    rels = m.relations(x, g["head"]); ok = g["ok"].float()
    with torch.no_grad():
        bt, _, barcs, bx = base(g["types"], g["n"], g["size"]); br = base.relations(bx, g["head"])
    s = sum(soft_ce(now, was.float().softmax(-1)) for now, was in ((t, bt), (arcs, barcs), (rels, br))) * ok * (1 - g["ours"][:, None])
    k = 1 - a.mix * (1 - g["ours"][:, None])
    return (ce(t, g["tag"], k.expand_as(ok)) + ce(arcs, g["head"], w * k) + ce(rels, g["rel"], w * k) + a.mix * s.sum()) / ok.sum()

@torch.no_grad()
def score(m, which):
    m.eval(); c = dict(n=0, tag=0, uas=0, las=0); tp = fp = fn = 0
    for ix in batches(sets[which], False):
        g = batch(ix); t, nm, arcs, x = m(g["types"], g["n"], g["size"]); ok = g["ok"]
        c["n"] += int(ok.sum())
        if g["head"].max() >= 0:
            c["tag"] += int(((t.argmax(-1) == g["tag"]) & ok).sum()); h = arcs.argmax(-1); r = m.relations(x, h).argmax(-1)
            right = (h == g["head"]) & ok; c["uas"] += int(right.sum()); c["las"] += int((right & (base_id[r] == base_id[g["rel"].clamp(min=0)])).sum())
        if g["name"].max() >= 0:
            p = nm[..., :NL - 4].argmax(-1).cpu().numpy(); y = g["name"].cpu().numpy(); okk = ok.cpu().numpy()
            def spans(l):
                out, st = set(), None
                for i, v in enumerate(l):
                    if v <= 0: st = None; continue
                    kind, pl = (v - 1) // 4, (v - 1) % 4
                    if pl == 3: out.add((i, i, kind)); st = None
                    elif pl == 0: st = (i, kind)
                    elif st is None or st[1] != kind: st = None
                    elif pl == 2: out.add((st[0], i, kind)); st = None
                return out
            for b in range(len(ix)):
                P, Y = spans(np.where(okk[b], p[b], 0)), spans(np.where(okk[b], y[b], 0)); tp += len(P & Y); fp += len(P - Y); fn += len(Y - P)
    m.train(); n = max(1, c["n"])
    if tp + fp + fn: return f"{which} names {200*tp/max(1,2*tp+fp+fn):.2f}"
    return f"{which} tag {100*c['tag']/n:.2f} uas {100*c['uas']/n:.2f} las {100*c['las']/n:.2f}"

train = [i for k in sets if not k.endswith("_dev") for i in sets[k]]
own = list(sets["own"])
if a.limit: train = train[:a.limit] + own[:50]
fold = lambda i: (i // 40) % a.folds
mine = [i for i in train if fold(i) != a.fold and lengths[i] > 0] if a.job == "teach" else [i for i in train if lengths[i] > 0]
extra = [i for i in (*own, *trees) if fold(i) != a.fold or a.job == "learn"]
m = Net().to(dev); print(a.out, sum(p.numel() for p in m.parameters()), "parameters", len(mine), "sentences", flush=True)
if a.init:
    z = np.load(a.init); m.load_state_dict({k: torch.from_numpy(z[k].astype(np.float32)) for k in z.files}, strict=False); named = "name.weight" in z.files
if a.soft: soft = read_soft()
if a.job == "tune":
    base = Net().to(dev); base.load_state_dict(m.state_dict()); base.eval()
    told = {i for i in sets["train"] if (weight[starts[i]:ends[i]] > 1).any()}        # a verb of speech is in it
    mine, extra = [i for i in sets["train"] if lengths[i] > 0 and (i % 3 == 0 or i in told)], list(trees) * 4
m.emb.weight.requires_grad_(a.job != "tune")          # what a word brings stays; what is made of it changes
opt = torch.optim.Adam([p for p in m.parameters() if p.requires_grad], lr=a.lr, betas=(.9, .95), eps=1e-8)
ema = {k: v.detach().clone() for k, v in m.state_dict().items()}; step = epoch = 0; done = False
total, done = 0., a.job == "label"
while not done:
    epoch += 1; total, seen = 0., 0
    for ix in batches(mine + extra * 2):
        part = max((time.time() - began) / a.seconds, step / a.steps)
        if part >= 1: done = True; break
        for gr in opt.param_groups: gr["lr"] = a.lr * min(1, (step + 1) / 200) * (1 if part < .3 else max(.02, .5 * (1 + math.cos(math.pi * (part - .3) / .7))))
        l = loss_of(m, batch(ix)); opt.zero_grad(); l.backward(); nn.utils.clip_grad_norm_(m.parameters(), 5.); opt.step(); step += 1
        with torch.no_grad():
            k = min(.998, step / (step + 20))
            torch._foreach_mul_(list(ema.values()), k); torch._foreach_add_(list(ema.values()), list(m.state_dict().values()), alpha=1 - k)
        if step % 50 == 0: total += l.item(); seen += 1
    if epoch % 8 == 1 and a.job != "tune" or done:
        keep = {k: v.clone() for k, v in m.state_dict().items()}; m.load_state_dict(ema)
        print(f"{a.out} {time.time()-began:.0f}s epoch {epoch} step {step} loss {total/max(1,seen):.3f} | {score(m,'ewt_dev')} | {score(m,'gum_dev')} | {score(m,'uner_dev')}", flush=True)
        if not done: m.load_state_dict(keep)
m.load_state_dict(ema); m.eval()
if a.job in ("learn", "tune"):
    if a.job == "tune": m.load_state_dict({k: (v + w) / 2 for (k, v), w in zip(m.state_dict().items(), base.state_dict().values())})   # half way forgets least
    out = {k: v.cpu().numpy() for k, v in m.state_dict().items()}
    out["emb.weight"] = out["emb.weight"].astype(np.float16)
    np.savez_compressed(a.out, **out)
else:
    ST_, T_, N_, Q_, A_, H_ = [], [], [], [], [], []
    with torch.no_grad():
        for ix in batches([i for i in train if (a.job == "label" or fold(i) == a.fold) and lengths[i] > 0], False, 6000):
            g = batch(ix); t, nm, arcs, x = m(g["types"], g["n"], g["size"]); t, nm, pa = t.float().softmax(-1), nm.float().softmax(-1), arcs.float().softmax(-1)
            h = torch.where(g["head"] >= 0, g["head"], arcs.argmax(-1)); q = m.relations(x, h).float().softmax(-1)
            t, nm, pa, q, h = (v.half().cpu().numpy() if v.is_floating_point() else v.cpu().numpy() for v in (t, nm, pa, q, h))
            for b, s in enumerate(ix):
                n = int(lengths[s]); ST_.append(s); T_.append(t[b, 1:n + 1]); N_.append(nm[b, 1:n + 1]); Q_.append(q[b, 1:n + 1]); H_.append(h[b, 1:n + 1].astype(np.int16)); A_.append(pa[b, 1:n + 1, :n + 1].reshape(-1))
    np.savez(a.out, sents=np.array(ST_), tag=np.concatenate(T_), name=np.concatenate(N_), rel=np.concatenate(Q_), arc=np.concatenate(A_), head=np.concatenate(H_))
print(a.out, f"done {time.time()-began:.0f}s", flush=True)
