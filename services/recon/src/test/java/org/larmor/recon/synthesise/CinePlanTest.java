package org.larmor.recon.synthesise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.recon.synthesise.CinePlan.Interval;

class CinePlanTest {
    private static final int FRAMES = 12;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void whatThereIsInTheEndDoesNotDependOnTheOrderOfArrival(int phases) {
        List<List<Integer>> orders =
                permutations(IntStream.range(0, phases).boxed().toList());
        Set<Set<Double>> ends = new HashSet<>();
        for (List<Integer> order : orders) {
            for (int together = 1; together <= phases; together++) {
                ends.add(Set.copyOf(shown(wish(phases, FRAMES), order, together).keySet()));
            }
        }
        assertEquals(1, ends.size(), ends.toString());
    }

    @Test
    void manyPhasesInRandomOrderFillTheCycleOnce() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int phases = 2 + random.nextInt(29);
            int frames = 1 + random.nextInt(60);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, phases).boxed().toList());
            Collections.shuffle(order, random);
            TreeMap<Double, String> shown = shown(wish(phases, frames), order, 1 + random.nextInt(phases));
            int each = Math.max(1, (int) Math.round((double) frames / phases));
            assertEquals(phases * each, shown.size(), "seed " + seed);
        }
    }

    /** Plays a service that synthesises after every few arrivals, and a reader that keeps what is not ended. */
    private static TreeMap<Double, String> shown(CineWish wish, List<Integer> order, int together) {
        CinePlan plan = new CinePlan(wish);
        Set<Interval> asked = new HashSet<>();
        Set<Integer> dropped = new HashSet<>();
        List<Interval> made = new ArrayList<>();
        List<Integer> here = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            plan.arrived(order.get(at));
            here.add(order.get(at));
            if ((at + 1) % together != 0 && at + 1 < order.size()) {
                continue;
            }
            for (Interval interval : plan.open()) {
                assertTrue(asked.add(interval), () -> order + " asks twice for " + interval);
                assertTrue(here.stream().noneMatch(interval::spans), () -> order + " goes across a phase: " + interval);
                assertTrue(here.containsAll(List.of(interval.source(), interval.target())));
                assertFalse(
                        dropped.contains(interval.source()) || dropped.contains(interval.target()), order.toString());
                made.add(interval);
                plan.done(interval);
            }
            assertEquals(List.of(), plan.open());
            here.stream().filter(phase -> !plan.isNeeded(phase)).forEach(dropped::add);
        }
        assertEquals(Set.copyOf(order), dropped, "no picture is kept in the end");
        TreeMap<Double, String> shown = new TreeMap<>();
        order.forEach(phase -> shown.put(plan.time(phase), "measured"));
        for (Interval interval : made) {
            if (order.stream().noneMatch(interval::spans)) {
                plan.gammas(interval).forEach(gamma -> shown.put(plan.time(interval, gamma), "synthesised"));
            }
        }
        return shown;
    }

    @Test
    void theFirstPairFillsTheWholeCycleAndALaterPhaseDividesIt() {
        CinePlan plan = new CinePlan(wish(4, 8));
        plan.arrived(0);
        assertEquals(List.of(), plan.open());
        plan.arrived(1);
        assertEquals(List.of(new Interval(1, 0), new Interval(0, 1)), plan.open());
        assertEquals(List.of(.5), plan.gammas(new Interval(0, 1)));
        assertEquals(5, plan.gammas(new Interval(1, 0)).size());
        plan.open().forEach(plan::done);
        plan.arrived(3);
        assertEquals(List.of(new Interval(3, 0), new Interval(1, 3)), plan.open());
    }

    @ParameterizedTest
    @CsvSource({"3, 0, .5, .875", "3, 1, .25, .875", "1, 3, .5, .5", "3, 1, .75, .125"})
    void aFrameIsShownWhereItsShareOfTheWayLies(int source, int target, double gamma, double time) {
        assertEquals(time, new CinePlan(wish(4, 8)).time(new Interval(source, target), gamma), 1e-12);
    }

    @Test
    void nothingIsSynthesisedBeforeTheNamedPhasesAreThere() {
        CinePlan plan = new CinePlan(new CineWish(6, 24, "", 0, false, 0, 2, 1, ""));
        for (int phase : new int[] {5, 1, 0}) {
            plan.arrived(phase);
            assertEquals(List.of(), plan.open(), "after " + phase);
        }
        plan.arrived(2);
        assertEquals(4, plan.open().size());
    }

    @Test
    void whoAsksForNoFramesIsGivenNoneAndKeepsNoPicture() {
        CinePlan plan = new CinePlan(wish(5, 0));
        plan.arrived(0);
        plan.arrived(3);
        assertEquals(List.of(), plan.open());
        assertFalse(plan.isNeeded(0));
    }

    private static CineWish wish(int phases, int frames) {
        return new CineWish(phases, frames, "", 0, false, CineWish.ANY, CineWish.ANY, 1, "");
    }

    private static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<Integer> order : permutations(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
