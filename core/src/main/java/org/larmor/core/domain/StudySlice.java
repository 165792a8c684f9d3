package org.larmor.core.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One slice of a study: its pictures in one to four contrasts, on one grid.
 *
 * @param pictures in any units, rows along phase encoding and columns along readout
 * @param geometry where all of them lie; its field of view gives the size of a pixel
 * @param anatomy what they show, as a scan's header tells it, or empty where nobody told
 * @param levels the median of a contrast inside the brain of the whole stack, in the pictures' units, where that is known; else the
 *     slice's own is taken
 */
public record StudySlice(
        Map<Contrast, RealImage> pictures, Geometry geometry, String anatomy, Map<Contrast, Double> levels) {
    /** @throws IllegalArgumentException if there is no picture, or they are of several sizes; one line */
    public StudySlice {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a slice without a picture");
        }
        pictures = Collections.unmodifiableMap(new EnumMap<>(pictures));
        levels = Map.copyOf(levels);
        RealImage first = pictures.values().iterator().next();
        for (RealImage each : pictures.values()) {
            if (each.rows() != first.rows() || each.columns() != first.columns()) {
                throw new IllegalArgumentException("the contrasts of a slice must be of one size, not " + first.rows()
                        + " x " + first.columns() + " and " + each.rows() + " x " + each.columns());
            }
        }
    }

    /** Of a slice about whose stack nothing is known. */
    public StudySlice(Map<Contrast, RealImage> pictures, Geometry geometry, String anatomy) {
        this(pictures, geometry, anatomy, Map.of());
    }

    public int rows() {
        return pictures.values().iterator().next().rows();
    }

    public int columns() {
        return pictures.values().iterator().next().columns();
    }

    /** Millimetres from one row to the next. */
    public double rowSpacing() {
        return geometry.fieldOfViewMm().y() / rows();
    }

    /** Millimetres from one column to the next. */
    public double columnSpacing() {
        return geometry.fieldOfViewMm().x() / columns();
    }
}
