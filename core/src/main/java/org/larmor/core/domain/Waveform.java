package org.larmor.core.domain;

/**
 * A piece of a physiological waveform as MRD carries it.
 *
 * @param id MRD waveform id: 0 ECG, 1 pulse oximeter, 2 respiration, 3 external 1, 4 external 2
 * @param startStamp acquisition clock of the first sample, ticks
 * @param sampleTimeMicros time between samples, microseconds
 * @param channels number of channels
 * @param samples channel by channel, {@code channels * count} values
 */
public record Waveform(int id, long startStamp, double sampleTimeMicros, int channels, int[] samples) {}
