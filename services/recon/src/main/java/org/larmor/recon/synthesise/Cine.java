package org.larmor.recon.synthesise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.larmor.recon.synthesise.CinePlan.Interval;

/** One slice's cine: the measured phases that may still be asked for, and what is to be done next. Used by one thread at a time. */
final class Cine {
    private final CineWish wish;
    private final CinePlan plan;
    private final HeartChange change = new HeartChange();
    private final Map<Integer, Measured> held = new TreeMap<>();
    private final List<Measured> news = new ArrayList<>();
    private String fault;
    private int generation = -1;
    private int phases;
    private int frames;
    private String remark = "";
    private int unpublished;
    private int underWay;

    Cine(CineWish wish) {
        this.wish = wish;
        this.plan = new CinePlan(wish);
        this.fault = wish.fault();
    }

    CineWish wish() {
        return wish;
    }

    /** Why nothing more is synthesised, or empty. */
    String fault() {
        return fault;
    }

    /** Takes the last picture of a phase; a second one of the same phase is only handed on. */
    void add(Measured phase) {
        news.add(phase);
        unpublished++;
        boolean first = phase.phase() >= 0 && phase.phase() < wish.phases() && !held.containsKey(phase.phase());
        if (first && !isSizedLikeOthers(phase)) {
            giveUp("phase " + phase.phase() + " is of another size than the others");
        } else if (first && fault.isEmpty()) {
            held.put(phase.phase(), phase);
            change.add(phase.phase(), phase.image().magnitude());
            plan.arrived(phase.phase());
            forgetNeedless();
        }
    }

    private boolean isSizedLikeOthers(Measured phase) {
        return held.values().stream()
                .map(other -> other.image().magnitude())
                .allMatch(other -> other.rows() == phase.image().magnitude().rows()
                        && other.columns() == phase.image().magnitude().columns());
    }

    /** Nothing is synthesised any more; what is measured is handed on. */
    void giveUp(String reason) {
        fault = fault.isEmpty() ? reason : fault;
        held.clear();
    }

    /**
     * What is to be done next: measured phases that are to be published, and the interval with the largest change, of equal ones
     * that with fewer frames.
     *
     * @param busy nothing can be synthesised now: then phases that wait for the frames beside them wait on
     */
    Optional<CineJob> next(boolean busy) {
        Optional<Interval> interval = fault.isEmpty()
                ? plan.open().stream()
                        .max(Comparator.<Interval>comparingDouble(each -> change.between(each.source(), each.target()))
                                .thenComparing(each -> -plan.gammas(each).size()))
                : Optional.empty();
        if (busy && interval.isPresent() || news.isEmpty() && interval.isEmpty()) {
            return Optional.empty();
        }
        underWay++;
        generation += news.isEmpty() ? 0 : 1;
        List<Measured> measured = List.copyOf(news);
        news.clear();
        return Optional.of(new CineJob(this, Math.max(0, generation), measured, interval.map(this::between)));
    }

    private CineJob.Between between(Interval interval) {
        plan.done(interval);
        Measured source = Objects.requireNonNull(held.get(interval.source()));
        Measured target = Objects.requireNonNull(held.get(interval.target()));
        forgetNeedless();
        List<Double> gammas = plan.gammas(interval);
        return new CineJob.Between(
                source,
                target,
                gammas,
                gammas.stream().map(gamma -> plan.time(interval, gamma)).toList());
    }

    private void forgetNeedless() {
        held.keySet().removeIf(phase -> !plan.isNeeded(phase));
    }

    /** When a measured phase is, share of the cycle. */
    double time(Measured phase) {
        return Math.clamp(plan.time(phase.phase()), 0, Math.nextDown(1.0));
    }

    /**
     * What has come of a cine since it settled last.
     *
     * @param phases measured frames
     * @param frames synthesised ones
     * @param remark why there are no more, or empty
     */
    record Account(int phases, int frames, String remark) {}

    /** Takes note of what is with the broker. */
    void published(int measured, int synthesised, String why) {
        phases += measured;
        unpublished -= measured;
        underWay--;
        frames += synthesised;
        remark = why.isEmpty() ? remark : why;
    }

    /** The account, once, when nothing is to be done or under way any more; else empty. */
    Optional<Account> settled() {
        boolean busy = unpublished > 0
                || underWay > 0
                || fault.isEmpty() && !plan.open().isEmpty();
        if (busy || phases == 0) {
            return Optional.empty();
        }
        Account account = new Account(phases, frames, remark);
        phases = 0;
        frames = 0;
        return Optional.of(account);
    }

    /** Memory of the maps that it holds. */
    long bytes() {
        return held.values().stream().mapToLong(Measured::bytes).sum()
                + news.stream()
                        .filter(each -> !held.containsValue(each))
                        .mapToLong(Measured::bytes)
                        .sum();
    }
}
