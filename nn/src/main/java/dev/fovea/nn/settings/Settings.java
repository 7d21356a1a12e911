package dev.fovea.nn.settings;

/**
 * Every setting of a run.
 *
 * @param like whose conventions the unset ones follow
 */
public record Settings(
    @About("whose conventions hold where nothing else is set") Like like,
    DataBranch data,
    InputBranch input,
    ModelBranch model,
    AnchorsBranch anchors,
    MatchingBranch matching,
    LossBranch loss,
    TrainBranch train,
    DetectBranch detect) {}
