package org.larmor.core.assembly;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Trajectory;

/** Says why a scan cannot be assembled, before its first readout. */
final class HeaderCheck {
    private HeaderCheck() {}

    /** The reason in one line, or null if the scan can be assembled. */
    static @Nullable String objection(ScanHeader header, AssemblySettings settings, boolean gated) {
        if (header.trajectory() != Trajectory.CARTESIAN) {
            return "trajectory " + header.trajectory().name().toLowerCase(java.util.Locale.ROOT)
                    + " is not supported, only cartesian";
        }
        String coils = coils(header.coils(), settings);
        if (coils != null) {
            return coils;
        }
        String matrix = matrix(header, settings);
        if (matrix != null) {
            return matrix;
        }
        String limits = limits(header);
        return limits != null || !gated ? limits : phases(EncodingPlan.of(header, true), settings);
    }

    /** All phases of a gated slice grow together. */
    private static @Nullable String phases(EncodingPlan plan, AssemblySettings settings) {
        return plan.gridBytes() > settings.maximumBytes() / plan.phases()
                ? "gating into " + plan.phases() + " phases of " + plan.header().coils() + " coils x "
                        + size(plan.header().encoded()) + " needs more than the memory allowed"
                : null;
    }

    private static @Nullable String coils(int coils, AssemblySettings settings) {
        if (coils < 1) {
            return "the header names no receive coils";
        }
        return coils > settings.maximumCoils()
                ? coils + " coils are more than the limit of " + settings.maximumCoils()
                : null;
    }

    private static @Nullable String matrix(ScanHeader header, AssemblySettings settings) {
        EncodedSpace encoded = header.encoded();
        EncodedSpace recon = header.recon();
        if (encoded.columns() < 1 || encoded.rows() < 1 || recon.columns() < 1 || recon.rows() < 1) {
            return "the matrix is empty: encoded " + size(encoded) + ", recon " + size(recon);
        }
        if (encoded.partitions() > 1 || header.limits().step2().count() > 1) {
            return "a second phase encoding (" + encoded.partitions() + " partitions) is not supported";
        }
        long bytes = 8L * header.coils() * encoded.rows() * encoded.columns();
        boolean large = encoded.columns() > 1 << 16 || encoded.rows() > 1 << 16;
        if (large || bytes > Math.min(settings.maximumBytes(), 4L * Integer.MAX_VALUE - 64)) {
            return "one image of " + header.coils() + " coils x " + size(encoded)
                    + " is larger than the memory allowed";
        }
        return null;
    }

    private static @Nullable String limits(ScanHeader header) {
        EncodingLimits limits = header.limits();
        for (Limit limit : all(limits)) {
            if (limit.minimum() < 0 || limit.maximum() < limit.minimum() || limit.count() > 1 << 20) {
                return "an encoding limit runs from " + limit.minimum() + " to " + limit.maximum();
            }
        }
        if (limits.set().count() > 1) {
            return limits.set().count() + " sets are not supported, only one";
        }
        if (limits.average().count() > Short.MAX_VALUE) {
            return limits.average().count() + " averages are too many";
        }
        EncodingPlan plan = EncodingPlan.of(header);
        Limit lines = plan.step1();
        if (plan.row(lines.minimum()) < 0 || plan.row(lines.maximum()) >= plan.rows()) {
            return "lines " + lines.minimum() + " to " + lines.maximum() + " about centre " + lines.centre()
                    + " do not fit into " + plan.rows() + " encoded rows";
        }
        return null;
    }

    private static java.util.List<Limit> all(EncodingLimits l) {
        return java.util.List.of(
                l.step0(),
                l.step1(),
                l.step2(),
                l.average(),
                l.slice(),
                l.contrast(),
                l.phase(),
                l.repetition(),
                l.set(),
                l.segment());
    }

    private static String size(EncodedSpace space) {
        return space.columns() + " x " + space.rows();
    }
}
