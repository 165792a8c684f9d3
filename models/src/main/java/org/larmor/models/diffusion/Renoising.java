package org.larmor.models.diffusion;

/**
 * One step of a diffusion backwards, from noise level s to a lower one s', once the clean picture x_0 is estimated:
 *
 * <pre>    x' = x_0 + kept (x - x_0) + fresh z,    fresh = eta s' sqrt(1 - s'^2 / s^2),    kept = sqrt(s'^2 - fresh^2) / s</pre>
 *
 * <p>so that x' carries noise of level s' whatever eta is (DDIM, Song et al., arXiv 2010.02502, eqs. 12 and 16). eta = 1 is the
 * exact posterior q(x' | x, x_0) of DDPM: kept = s'^2 / s^2.
 *
 * @param kept share of the noise in x that stays
 * @param fresh standard deviation of new noise, real or imaginary part
 */
record Renoising(double kept, double fresh) {
    static Renoising between(double now, double then, double eta) {
        double fresh = eta * then * Math.sqrt(1 - (then / now) * (then / now));
        return new Renoising(Math.sqrt(then * then - fresh * fresh) / now, fresh);
    }
}
