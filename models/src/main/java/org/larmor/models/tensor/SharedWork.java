package org.larmor.models.tensor;

import java.util.List;

/**
 * Work on the device that may be done for several callers at once. What may be done together is equal.
 *
 * @param <Q> what each caller asks
 * @param <A> what each is answered
 */
public interface SharedWork<Q, A> {
    /** The answers, one a question and in their order; each is to live in the workspace of its question. */
    List<A> answers(List<Q> questions);

    /** How many elements of a batch a question is. */
    int elements(Q question);
}
