package org.larmor.core.domain;

import org.jspecify.annotations.Nullable;

/**
 * A frame of a slice's cine as it is published: a measured phase, or one synthesised between two neighbouring measured phases.
 *
 * <p>A measured frame ends every synthesised one whose {@link #span} holds its moment, whatever their order; of two synthesised frames of
 * one moment the one of the narrower interval counts, and of one interval the later generation.
 *
 * @param kind measured or synthesised
 * @param generation counts the passes over the slice's cine, from 0
 * @param source where the interval begins; of a measured frame itself
 * @param target where it ends, over the R wave where its time is not the later one; of a measured frame itself
 * @param gamma share of the way from source to target, 0 to 1; 0 of a measured frame
 * @param time the moment that it shows, share of the cardiac cycle since the R wave, 0 to below 1
 * @param magnitude the picture, units of the scan's pictures
 * @param deviation in the same units, or null where none is stated
 * @param displacement where its pixels were taken from, or null unless asked for
 * @param foldingShare pixels at which the displacement folds over all pixels, 0 to 1
 * @param provenance the model and the seed of a synthesised frame, the reconstruction of a measured one
 * @param measured when the later of source and target was published as a picture, milliseconds since the epoch
 * @param published when this frame was, milliseconds since the epoch
 */
public record Frame(
        String scanId,
        Kind kind,
        int generation,
        Phase source,
        Phase target,
        double gamma,
        double time,
        Geometry geometry,
        RealImage magnitude,
        @Nullable Deviation deviation,
        @Nullable Displacement displacement,
        double foldingShare,
        Provenance provenance,
        double measured,
        double published) {
    public Frame {
        if (!(time >= 0 && time < 1) || !(gamma >= 0 && gamma <= 1) || !(foldingShare >= 0 && foldingShare <= 1)) {
            throw new IllegalArgumentException("a frame's time " + time + " must be from 0 to below 1, gamma " + gamma
                    + " and the share that folds " + foldingShare + " within 0 and 1");
        }
        if (!source.slice().equals(target.slice())) {
            throw new IllegalArgumentException("a frame between " + source.index() + " and " + target.index());
        }
    }

    /** Where a frame comes from. */
    public enum Kind {
        MEASURED,
        SYNTHESISED
    }

    /**
     * A measured phase of a cine.
     *
     * @param revision of that image's picture
     * @param time its moment, share of the cycle since the R wave, 0 to below 1
     */
    public record Phase(ImageIndex index, int revision, double time) {
        public Phase {
            if (!(time >= 0 && time < 1)) {
                throw new IllegalArgumentException("phase " + index + " at " + time + " of the cycle");
            }
        }

        /** Names the cine that it belongs to: its image, as phase 0. */
        public ImageIndex slice() {
            return new ImageIndex(index.repetition(), index.contrast(), 0, index.slice());
        }
    }

    /** Standard deviation of a pixel's error, calibrated on held-out cines, and as stated before that or null where that is not told. */
    public record Deviation(RealImage calibrated, @Nullable RealImage raw) {}

    /**
     * Pixel p of a frame is taken from p + u(p) of its source.
     *
     * @param rows u along the rows' index, pixels
     * @param columns u along the columns' index, pixels
     */
    public record Displacement(RealImage rows, RealImage columns) {}

    /** Names the cine that it belongs to: repetition, contrast and slice, as phase 0. */
    public ImageIndex slice() {
        return source.slice();
    }

    public boolean isMeasured() {
        return kind == Kind.MEASURED;
    }

    /** The same with the time at which it was published, milliseconds since the epoch. */
    public Frame publishedAt(double millis) {
        return new Frame(
                scanId,
                kind,
                generation,
                source,
                target,
                gamma,
                time,
                geometry,
                magnitude,
                deviation,
                displacement,
                foldingShare,
                provenance,
                measured,
                millis);
    }

    /** The part of the cycle that it fills together with those of its interval. */
    public Span span() {
        return new Span(source.time(), target.time());
    }

    /**
     * A part of the cardiac cycle, over the R wave where it does not end after it begins; nothing where both are the same.
     *
     * @param from share of the cycle since the R wave
     */
    public record Span(double from, double to) {
        /** Share of the cycle, 0 to below 1. */
        public double width() {
            return from <= to ? to - from : to - from + 1;
        }

        /** Whether a moment lies strictly within. */
        public boolean holds(double moment) {
            return from < to ? moment > from && moment < to : from > to && (moment > from || moment < to);
        }
    }
}
