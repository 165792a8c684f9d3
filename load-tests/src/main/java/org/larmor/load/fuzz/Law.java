package org.larmor.load.fuzz;

/** What a decoder owes to any bytes: a value that comes back the same when it is written and read again, or a refusal. */
@FunctionalInterface
interface Law {
    /** The answer where the bytes were taken. */
    String TAKEN = "";

    /**
     * Reads the bytes.
     *
     * @return {@link #TAKEN}, or the message of the one exception type that this decoder declares for bad input
     * @throws Exception anything else that comes out of it, which is a defect
     * @throws AssertionError if a value did not come back the same
     */
    String answer(byte[] input) throws Exception;
}
