package org.larmor.models.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/**
 * The deterministic way of one slice into noise and back, the way back guided towards healthy (Wolleb et al., MICCAI 2022):
 *
 * <pre>
 *   eps^ = eps - s sqrt(1 - abar_t) grad_x log p(healthy | x_t, t)
 * </pre>
 *
 * Each evaluation of a network is a step of its own on the device, between which others may have it.
 */
final class GuidedDdim {
    private final AnomalyNetworks networks;
    private final DeviceSession session;
    private final DdimTimes times;
    private final int order;
    private final boolean clamped;
    private final float[] there;
    private final Tensor present;
    private final List<@Nullable Tensor> path = new ArrayList<>();
    private int denoised;
    private int classified;
    private double healthy = Double.NaN;
    private float[] foreseen = {};

    /**
     * @param clamped whether on the way back the picture that each step foresees is kept within the range of values (not in the paper)
     * @param values of the slice (contrast, y, x)
     */
    GuidedDdim(
            AnomalyNetworks networks,
            DeviceSession session,
            DdimTimes times,
            int order,
            boolean clamped,
            float[] values,
            float[] present,
            int rows,
            int columns) {
        this.networks = networks;
        this.session = session;
        this.times = times;
        this.order = order;
        this.clamped = clamped;
        this.there = present.clone();
        this.present = session.run(workspace -> workspace.real(present, 1, present.length));
        path.add(session.run(workspace -> workspace.real(values, 1, present.length, rows, columns)));
    }

    /**
     * Goes all the way into noise.
     *
     * @param all whether every time is kept, else the last one and those of {@code kept}
     * @param watched the time at which {@link #foreseen} is noted, or -1
     */
    void encode(boolean all, List<Integer> kept, int watched) {
        var slope = new Slope(order);
        Tensor x = at(0);
        for (int k = 0; k < times.steps(); k++) {
            Tensor from = x;
            Tensor eps = epsilon(from, k);
            if (k == watched) {
                foreseen = foreseen(from, eps, k);
            }
            x = stepped(from, eps, slope, k, k + 1);
            if (k > 0 && !all && !kept.contains(k)) {
                path.set(k, null);
                free(from);
            }
            path.add(x);
        }
    }

    private void free(Tensor tensor) {
        session.run(workspace -> {
            tensor.free();
            return true;
        });
    }

    private Tensor at(int k) {
        Tensor x = path.get(k);
        if (x == null) {
            throw new IllegalStateException("the way's point " + k + " was not kept");
        }
        return x;
    }

    private float[] foreseen(Tensor x, Tensor eps, int k) {
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                return picture(x, eps, k).toFloats();
            }
        });
    }

    /** The picture that x at a time of the way foresees (Tweedie's mean). */
    private Tensor picture(Tensor x, Tensor eps, int k) {
        double signal = Math.sqrt(times.alphaBar(k));
        double noise = Math.sqrt(1 - times.alphaBar(k));
        return x.minus(eps.times(noise)).times(1 / signal);
    }

    /** The slice as the denoiser foresaw it at the watched time. */
    float[] foreseen() {
        return foreseen;
    }

    boolean isPresent(int channel) {
        return there[channel] > 0;
    }

    /** The values at a time of the way. */
    float[] values(int k) {
        return session.run(workspace -> at(k).toFloats());
    }

    /** Back from a time, guided; where {@code where} (y, x) is 0 the slice's own way is kept (not in the paper). */
    float[] decoded(int from, double scale, double spatial, float @Nullable [] where) {
        Tensor x = at(from);
        Tensor mask =
                where == null ? null : session.run(workspace -> workspace.real(where, 1, 1, x.size(2), x.size(3)));
        var slope = new Slope(order);
        Tensor now = x;
        for (int k = from; k > 0; k--) {
            Tensor eps = guided(now, k, scale, spatial);
            Tensor made = stepped(now, clamped ? within(now, eps, k) : eps, slope, k, k - 1);
            if (k < from) {
                free(now);
            }
            now = mask == null ? made : mixed(mask, made, at(k - 1));
        }
        Tensor last = now;
        return session.run(workspace -> last.toFloats());
    }

    /** The classifier's answer about values at a time of the way: the chance of a lesion in each pixel's patch. */
    float[] chance(float[] values, int k) {
        classified++;
        Tensor like = at(0);
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor x = workspace.real(values, like.shape());
                Tensor judged = networks.judged(x, times.sigma(k), present, 0, 0);
                int contrasts = x.size(1);
                return judged.part(1, contrasts, contrasts + 1).contiguous().toFloats();
            }
        });
    }

    private Tensor epsilon(Tensor x, int k) {
        denoised++;
        double kept = times.askedAlphaBar(k);
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor v = networks.velocity(x, Math.sqrt((1 - kept) / kept), present);
                return scope.keep(x.times(Math.sqrt(1 - kept)).plus(v.times(Math.sqrt(kept))));
            }
        });
    }

    private Tensor guided(Tensor x, int k, double scale, double spatial) {
        Tensor eps = epsilon(x, k);
        if (scale == 0) {
            return eps;
        }
        classified++;
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor judged = networks.judged(x, times.sigma(k), present, 1 - spatial, spatial);
                int contrasts = x.size(1);
                healthy = Math.exp(judged.part(1, contrasts + 1, contrasts + 2)
                        .contiguous()
                        .toFloats()[0]);
                Tensor gradient = judged.part(1, 0, contrasts);
                return scope.keep(eps.minus(gradient.times(scale * Math.sqrt(1 - times.alphaBar(k)))));
            }
        });
    }

    private Tensor stepped(Tensor x, Tensor eps, Slope slope, int from, int to) {
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor made = slope.of(eps, times.sigma(to) - times.sigma(from), scope);
                return scope.keep(x.times(times.kept(from, to)).plus(made.times(times.moved(from, to))));
            }
        });
    }

    /** The eps with which x foresees a picture that has no value beyond what a slice can have. */
    private Tensor within(Tensor x, Tensor eps, int k) {
        double signal = Math.sqrt(times.alphaBar(k));
        double noise = Math.sqrt(1 - times.alphaBar(k));
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                scope.adopt(eps);
                Tensor kept = picture(x, eps, k).within(SlicePreparation.AIR, SlicePreparation.TOP);
                return scope.keep(x.minus(kept.times(signal)).times(1 / noise));
            }
        });
    }

    private Tensor mixed(Tensor mask, Tensor made, Tensor own) {
        return session.run(workspace -> {
            try (Scope scope = Scope.open()) {
                scope.adopt(made);
                return scope.keep(mask.times(made.minus(own)).plus(own));
            }
        });
    }

    int denoised() {
        return denoised;
    }

    int classified() {
        return classified;
    }

    /** p(healthy | x) of the last guided evaluation, which is the nearest to a picture without noise; NaN before it. */
    double healthy() {
        return healthy;
    }
}
