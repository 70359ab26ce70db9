# Renders templates by Jinja, each as somebody's page that has our include beside it; see engines.ts.
# python3 render.py <folder of the include>
import json
import sys

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined, Undefined

jobs = json.load(sys.stdin)
pages = {f"page-{number}.html": job["template"] for number, job in enumerate(jobs)}
loader = ChoiceLoader([DictLoader(pages), FileSystemLoader(sys.argv[1])])


def render(autoescape, undefined=Undefined):
    environment = Environment(loader=loader, autoescape=autoescape, undefined=undefined)
    return [environment.get_template(name).render(job["values"]) for name, job in zip(pages, jobs)]


# As Flask has it: pages escape by themselves, a file named as ours is does not.
results = render(lambda name: name.endswith(".html"))
if not results == render(True, StrictUndefined) == render(False):
    raise SystemExit("What comes out depends on the environment.")
json.dump(results, sys.stdout)
