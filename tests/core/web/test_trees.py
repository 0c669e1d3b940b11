from metodika.core.web import Branch, Status, words_changed
from metodika.core.web.trees import draw_tree


def test_tree_is_nested_lists_with_anchors() -> None:
    nodes = [Branch("A & B", "1.", "p1", children=[Branch("leaf", "1.1.", "p1-1", url="/c/2/")])]

    leaf = '<span class="m-tree-label">1.1.</span> <span class="m-tree-text"><a href="/c/2/">leaf</a></span>'
    top = '<span class="m-tree-label">1.</span> <span class="m-tree-text">A &amp; B</span>'
    assert draw_tree(nodes, depth_open=1) == (
        f'<ul class="m-tree"><li id="p1"><details open><summary>{top}</summary>'
        f'<ul class="m-tree"><li id="p1-1" class="m-tree-leaf">{leaf}</li></ul></details></li></ul>'
    )


def test_mark_of_a_node_is_drawn() -> None:
    assert "m-status-good" in draw_tree([Branch("text", mark=Status("Kept", "good"))])


def test_changed_words_are_marked_and_escaped() -> None:
    assert words_changed("not less than 3 <times>", "not less than 4 <times>") == (
        "not less than <del>3</del> <ins>4</ins> &lt;times&gt;"
    )
