package dev.fovea.model.pickle;

/**
 * A NumPy array's content as the file states it: not checked yet.
 *
 * @param shape a sequence of whole numbers
 * @param kind of the elements
 * @param columnMajor Fortran's order
 * @param data the elements' bytes, or Python 2's text that holds them
 */
record NumpyState(
    PickleValue shape, PickleValue.ElementKind kind, boolean columnMajor, PickleValue data) {}
